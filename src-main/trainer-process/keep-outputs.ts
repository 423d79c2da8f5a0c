import type { TrainerEvent } from '../../src-shared/training/training-progress';
import { JobCancelled, type JobContext } from './job-context';
import type { PatchOutputs } from './patch-outputs';
import type { DrawnPatch } from './patch-pixels';

type CachingPhase = 'caching-features' | 'teacher-logits' | 'evaluating';

/** Patches in one batch of {@link keepAllTogether}. */
const stride = 32;

/** Computes and keeps the outputs of patches, each on its own, as far as there is room; shows how far it is. */
export async function keepAll(
  outputs: PatchOutputs,
  patches: readonly DrawnPatch[],
  context: JobContext,
  trial: number,
  phase: CachingPhase,
): Promise<void> {
  for (const [at, patch] of patches.entries()) {
    if (!outputs.keep(patch)) {
      return;
    }
    if (at % 8 === 7 || at === patches.length - 1) {
      await showProgress(context, {
        kind: 'phase',
        trial,
        phase,
        done: at + 1,
        total: patches.length,
      });
    }
  }
}

/** The same for a list that is made whole in one go: in batches, which is faster where layers are large. */
export async function keepAllTogether(
  outputs: PatchOutputs,
  patches: readonly DrawnPatch[],
  context: JobContext,
  trial: number,
  phase: CachingPhase,
): Promise<void> {
  for (let first = 0; first < patches.length; first += stride) {
    const batch = patches.slice(first, first + stride);
    outputs.keepTogether(batch);
    const done = first + batch.length;
    await showProgress(context, { kind: 'phase', trial, phase, done, total: patches.length });
  }
}

async function showProgress(context: JobContext, event: TrainerEvent): Promise<void> {
  context.emit(event);
  await context.breathe();
  if (context.cancelled()) {
    throw new JobCancelled();
  }
}

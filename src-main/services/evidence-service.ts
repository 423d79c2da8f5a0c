import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelChoice } from '../../src-shared/ipc/proposal-views';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { ImageEvidence } from '../../src-shared/training/image-evidence';
import type { EvidenceJob } from '../../src-shared/training/trainer-job';
import type { StoredRun } from '../database/run-queries';
import type { StoredTrial } from '../database/run-result-queries';
import { snapshotTextures } from '../database/snapshot-queries';
import { boundEvidence, hasEvidence, keepEvidence, readEvidence } from './evidence-cache';
import type { InspectedFile } from './inspected-files';
import { linkOrCopy } from './placed-file';
import { chosenModel, modelJobFolder, writePixels } from './prediction-service';
import type { OpenProject } from './project-service';
import { storedRun } from './stored-run';
import { runTrainerJob, type TrainerParts } from './trainer-job-run';

/** An image that a model shall look at. */
export interface LookedAtImage {
  readonly id: number;
  readonly sha256: string;
  readonly name: string;
  /** Path of the stored original. */
  readonly file: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A finished model with what it belongs to. */
export interface LookingModel {
  readonly run: StoredRun;
  readonly model: StoredTrial;
  /** In the order of its classes. */
  readonly textures: readonly string[];
}

export interface EvidenceHooks {
  /** Called for each image that could be looked at; the next waits for it. */
  readonly onEvidence: (image: LookedAtImage, evidence: ImageEvidence) => void;
  readonly onSkipped: (skipped: SkippedFile) => void;
  readonly signal: { readonly cancelled: boolean };
}

/** Images that one trainer process looks at: starting one takes seconds, and its pixel file holds all of them. */
const batchImages = 200;

/** @throws ExpectedFailure `not-found` without such a run; `not-ready` where the trial is not finished. */
export function lookingModel(project: OpenProject, { run: id, trial }: ModelChoice): LookingModel {
  const run = storedRun(project.database, id);
  const model = chosenModel(project, run, trial);
  return { run, model, textures: snapshotTextures(project.database, run.seq) };
}

/** Lets a model look at images, but those that it has looked at before. */
export async function lookAtImages(
  project: OpenProject,
  trainer: TrainerParts,
  model: LookingModel,
  images: readonly LookedAtImage[],
  hooks: EvidenceHooks,
): Promise<void> {
  for (let start = 0; start < images.length && !hooks.signal.cancelled; start += batchImages) {
    const batch = images.slice(start, start + batchImages);
    const fresh = batch.filter(({ sha256 }) => !hasEvidence(project, keyOf(model, sha256)));
    for (const image of batch) {
      if (hooks.signal.cancelled) return;
      if (!fresh.includes(image)) await tellKept(project, model, image, hooks);
    }
    if (fresh.length > 0) await lookAtBatch(project, trainer, model, fresh, hooks);
  }
  await boundEvidence(project, model.run.id);
}

/** What a model saw in an image when it looked; null where it has not, or that was removed. */
export function keptEvidence(
  project: OpenProject,
  model: LookingModel,
  sha256: string,
): Promise<ImageEvidence | null> {
  return readEvidence(project, keyOf(model, sha256));
}

function keyOf({ run, model }: LookingModel, imageSha256: string) {
  return { run: run.id, modelSha256: model.modelSha256, imageSha256 };
}

async function tellKept(
  project: OpenProject,
  model: LookingModel,
  image: LookedAtImage,
  hooks: EvidenceHooks,
): Promise<void> {
  const evidence = await keptEvidence(project, model, image.sha256);
  if (evidence !== null) hooks.onEvidence(image, evidence);
}

async function lookAtBatch(
  project: OpenProject,
  trainer: TrainerParts,
  { run, model, textures }: LookingModel,
  batch: readonly LookedAtImage[],
  hooks: EvidenceHooks,
): Promise<void> {
  const folder = await modelJobFolder(project, run);
  try {
    const files = batch.map(({ file, name, sha256, width, height }): InspectedFile => {
      return { file, given: name, sha256, width, height };
    });
    const { readable, pixels } = await writePixels(project, run, files, folder, {
      onFailure: hooks.onSkipped,
    });
    if (readable.length === 0) return;
    await linkOrCopy(
      join(project.folder, 'runs', run.id, model.modelFile),
      join(folder, 'model.safetensors'),
    );
    const job: EvidenceJob = {
      ...{ kind: 'evidence', formatVersion: 1, run: run.id, plan: run.plan, textures },
      ...pixels,
      model: { file: 'model.safetensors', sha256: model.modelSha256 },
    };
    const images = readable.flatMap(
      ({ sha256 }) => batch.find((image) => image.sha256 === sha256) ?? [],
    );
    // Each image is kept as soon as the trainer has written it, one after the other.
    let seen = 0;
    let taking: Promise<void> = Promise.resolve();
    const take = async (image: LookedAtImage, index: number): Promise<void> => {
      const key = keyOf({ run, model, textures }, image.sha256);
      const kept = await keepWritten(project, key, join(folder, `evidence-${index}.json`));
      if (!kept) {
        const { patchSize } = run.plan;
        hooks.onSkipped({
          file: image.name,
          reason: `it is smaller than the model's patch of ${patchSize} pixels`,
        });
        return;
      }
      const evidence = await readEvidence(project, key);
      if (evidence !== null) hooks.onEvidence(image, evidence);
    };
    await runTrainerJob(
      trainer,
      folder,
      job,
      (event) => {
        if (event.kind !== 'phase') return;
        for (; seen < event.done; seen += 1) {
          const index = seen;
          const image = images[index];
          if (image !== undefined) taking = taking.then(() => take(image, index));
        }
        // Met below; until then it must not count as unhandled.
        taking.catch(() => undefined);
      },
      hooks.signal,
    );
    await taking;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keepWritten(
  project: OpenProject,
  key: Parameters<typeof keepEvidence>[1],
  written: string,
): Promise<boolean> {
  try {
    await keepEvidence(project, key, written);
    return true;
  } catch (error) {
    // The trainer writes none for an image that is smaller than a patch.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

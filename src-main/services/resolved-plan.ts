import { iterationsOfEpochs, trainingPatchCount } from '../../src-shared/training/epochs';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { Snapshot } from '../database/snapshot-queries';
import type { OpenProject } from './project-service';
import { planSnapshot } from './snapshot-service';
import type { Selection } from './snapshot-selection';

/** Training patches of the first trial, before their forms. */
export function patchesOfFirstTrial({ images, trials }: Snapshot, plan: TrainingPlan): number {
  const sides = trials[0]?.sides ?? [];
  return trainingPatchCount(
    images.filter((_, index) => sides[index] === 'training'),
    plan,
  );
}

/**
 * A plan that goes by epochs with the iterations that these make of the labels as they are now, counted on the first
 * trial; any other plan as it is. Nothing is stored.
 *
 * @param selection what was selected for a teacher's plan already; null selects
 */
export async function resolvedPlan<P extends TrainingPlan>(
  project: OpenProject,
  plan: P,
  selection: Selection | null = null,
): Promise<P> {
  const { epochs = null } = plan;
  if (epochs === null) return plan;
  const first = { ...plan, trials: 1 };
  const snapshot = await planSnapshot(project, first, { store: false, selection });
  const patches = patchesOfFirstTrial(snapshot, plan);
  return { ...plan, iterations: iterationsOfEpochs(epochs, patches, plan) };
}

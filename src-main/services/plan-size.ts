import { gridOffsets } from '../../src-shared/dataset/patch-grid';
import { formsOf } from '../../src-shared/training/epochs';
import type { MemoryNetwork, MemoryQuestion } from '../../src-shared/training/memory-estimate';
import type { TeacherPlan, TrainingPlan } from '../../src-shared/training/training-plan';
import {
  decidedTogether,
  largestOutputsFile,
  outputsHeadLength,
} from '../../src-shared/training/trainer-bounds';
import type { Snapshot, SnapshotImage } from '../database/snapshot-queries';
import { scaledLength } from '../decoder-process/area-mean';
import { planLayers, type PlanLayers } from './plan-layers';
import { patchesOfFirstTrial } from './resolved-plan';
import { fedChannels } from './run-channels';

/** How much a plan has to do and to keep, of a trial where not said otherwise. */
export interface PlanSize {
  readonly layers: PlanLayers;
  readonly memory: MemoryQuestion;
  /** Patches in all the forms that are drawn, as far as they differ. */
  readonly distinctPatches: number;
  /** Grid patches of the images that an evaluation decides, and of those that the end decides beside them. */
  readonly evaluatedPatches: number;
  readonly finalPatches: number;
  /** Bytes of disk that the whole run takes at most while it goes. */
  readonly diskBytes: number;
}

/**
 * @param plan with its iterations resolved
 * @param teacher of a student's plan; null for a teacher's
 */
export function planSize(
  plan: TrainingPlan,
  teacher: TeacherPlan | null,
  snapshot: Snapshot,
): PlanSize {
  const { images, textures, trials } = snapshot;
  const found = images.some(({ channels }) => channels === 3) ? 3 : 1;
  const fed = teacher ?? (plan.kind === 'teacher' ? plan : null);
  const channels = fed === null ? found : fedChannels(fed, found);
  const layers = planLayers(plan, textures.length, channels);
  const sides = trials[0]?.sides ?? [];
  const patchesOf = (wanted: string): number =>
    images.reduce((sum, image, at) => sum + (sides[at] === wanted ? gridOf(image, plan) : 0), 0);
  const draws = plan.iterations * plan.batchSize;
  const distinctPatches = Math.min(draws, patchesOfFirstTrial(snapshot, plan) * formsOf(plan));
  const validation = patchesOf('validation');
  const test = patchesOf('test');
  const evaluatedPatches = plan.validationShare > 0 ? validation : test;
  const answering =
    teacher === null ? layers.frozen : wholeNetwork(planLayers(teacher, textures.length, channels));
  const cached =
    layers.frozen === null
      ? 0
      : (distinctPatches + evaluatedPatches) * (outputsHeadLength + 4 * layers.learning.inputs);
  const learned = 4 * parametersOf(layers.learning);
  const frozen = layers.frozen === null ? 0 : 4 * parametersOf(layers.frozen);
  const slots = slotsOf(plan);
  // Two checkpoints with the optimiser's numbers, a model that may be chosen, and each trial's finished model.
  const checkpoints = 2 * learned * (1 + slots) + learned + plan.trials * (learned + frozen);
  const pixels = images.reduce(
    (sum, { width, height }) =>
      sum + channels * scaledLength(width, plan.imageScale) * scaledLength(height, plan.imageScale),
    0,
  );
  return {
    layers,
    memory: {
      learning: layers.learning,
      answering,
      batchSize: plan.batchSize,
      evaluatedPatches: images.reduce(
        (most, image) => Math.max(most, gridOf(image, plan)),
        decidedTogether,
      ),
      optimiserSlots: slots,
      weightDecay: plan.weightDecay > 0,
    },
    distinctPatches,
    evaluatedPatches,
    finalPatches: validation + test,
    diskBytes: Math.min(cached, largestOutputsFile) + checkpoints + (teacher === null ? pixels : 0),
  };
}

function slotsOf(plan: TrainingPlan): 0 | 1 | 2 {
  if (plan.optimiser === 'adam') return 2;
  return plan.momentum > 0 ? 1 : 0;
}

/** Grid patches of one image. */
function gridOf({ width, height }: SnapshotImage, plan: TrainingPlan): number {
  const { imageScale, patchSize } = plan;
  const columns = gridOffsets(scaledLength(width, imageScale), patchSize).length;
  return columns * gridOffsets(scaledLength(height, imageScale), patchSize).length;
}

function wholeNetwork({ frozen, learning }: PlanLayers): MemoryNetwork {
  return frozen === null
    ? learning
    : { layers: [...frozen.layers, ...learning.layers], inputs: frozen.inputs };
}

function parametersOf({ layers }: MemoryNetwork): number {
  return layers.reduce((sum, { parameters }) => sum + parameters, 0);
}

import { z } from 'zod';
import type { TeacherPlan, TrainingPlan } from '../../src-shared/training/training-plan';
import { figureKey, measuredFigures } from './measured-figures';

/** What steps and patches of plans take here. */
export const paces = measuredFigures(
  'paces.json',
  z.strictObject({ step: z.number(), frozenPatch: z.number(), decidedPatch: z.number() }),
);

/** Equal for plans whose steps take the same time on the same computer. */
export function paceKey(
  plan: TrainingPlan,
  teacher: TeacherPlan | null,
  textures: number,
  channels: 1 | 3,
): string {
  const { architecture, patchSize, batchSize, optimiser, momentum, weightDecay } = plan;
  const frozenBlocks = plan.kind === 'teacher' ? plan.frozenBlocks : plan.filters;
  return figureKey([
    ...[architecture, patchSize, batchSize, frozenBlocks, optimiser, momentum > 0, weightDecay > 0],
    ...[textures, channels, ...(teacher === null ? [] : [teacher.architecture])],
  ]);
}

import { assertNever } from '../../src-shared/assert-never';
import { planDefaults } from '../../src-shared/training/plan-defaults';
import type { TeacherPlan, TrainingPlan } from '../../src-shared/training/training-plan';
import type { ReadableDatabase } from '../database/database';
import { findRun } from '../database/run-queries';
import { snapshotChannels } from '../database/snapshot-queries';

/**
 * Channels of the pixels that a run's networks are fed: as its plan says, or 3 where any image of its snapshot has
 * colour. A student is fed what its teacher was.
 */
export function runChannels(
  database: ReadableDatabase,
  run: { readonly seq: number; readonly plan: TrainingPlan },
): 1 | 3 {
  const { plan } = run;
  if (plan.kind === 'teacher') return fedChannels(plan, snapshotChannels(database, run.seq));
  const teacher = findRun(database, plan.teacherRun);
  if (teacher === null || teacher.plan.kind !== 'teacher') {
    throw new Error(`Teacher ${plan.teacherRun} of a student is gone.`);
  }
  return fedChannels(teacher.plan, snapshotChannels(database, run.seq));
}

/** @param found 3 where any of the images has colour */
export function fedChannels(plan: TeacherPlan, found: 1 | 3): 1 | 3 {
  const { input = planDefaults.input } = plan;
  switch (input) {
    case 'as-images':
      return found;
    case 'gray':
      return 1;
    case 'colour':
      return 3;
    default:
      return assertNever(input);
  }
}

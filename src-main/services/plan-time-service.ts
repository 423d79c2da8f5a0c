import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { PlanTime } from '../../src-shared/ipc/plan-views';
import type { PlanPace } from '../../src-shared/training/plan-time';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import { saidFailure } from '../../src-shared/sentences/english';
import { channelsOf, keyOf, timeOf, type TimedPlan } from './known-plan-time';
import { paces } from './pace-cache';
import type { OpenProject } from './project-service';
import { resolvedPlan } from './resolved-plan';
import { checkPlan } from './run-plan-check';
import { planSnapshot } from './snapshot-service';
import { storedRun } from './stored-run';
import { runTrainerJob, type TrainerParts } from './trainer-job-run';

/**
 * How long a plan will take here, from a few steps of its own network timed in a trainer, or measured before. Nothing
 * of the project is changed.
 *
 * @param activeRun a run under way, which would slow what is timed
 * @throws ExpectedFailure `bad-input` where the plan's check found problems; `busy` while a run is under way.
 */
export async function measurePlan(
  project: OpenProject,
  asked: TrainingPlan,
  trainer: TrainerParts,
  activeRun: string | null = null,
): Promise<PlanTime> {
  if (activeRun !== null) {
    throw saidFailure('busy', 'timingBesideRun', { run: activeRun });
  }
  const { problems } = await checkPlan(project, asked);
  if (problems.length > 0) {
    throw new ExpectedFailure('bad-input', problems.join(' '), 'Change the plan or the labels.');
  }
  const plan = await resolvedPlan(project, asked);
  const first = { ...plan, trials: 1 };
  const snapshot = await planSnapshot(project, first, { store: false, selection: null });
  const teacher =
    plan.kind === 'student' ? storedRun(project.database, plan.teacherRun).plan : null;
  const timed: TimedPlan = {
    plan,
    teacher: teacher?.kind === 'teacher' ? teacher : null,
    snapshot,
  };
  const key = keyOf(timed);
  const known = paces.known(key);
  if (known !== null) return timeOf(timed, known);
  const pace = await measure(timed, trainer);
  paces.keep(key, pace);
  return timeOf(timed, pace);
}

async function measure(timed: TimedPlan, trainer: TrainerParts): Promise<PlanPace> {
  const folder = await mkdtemp(join(tmpdir(), 'ellipsight-pace-'));
  try {
    await runTrainerJob(trainer, folder, {
      kind: 'pace',
      formatVersion: 1,
      plan: timed.plan,
      teacher: timed.teacher,
      textures: timed.snapshot.textures.length,
      channels: channelsOf(timed),
    });
    // Written by our own trainer from the same type.
    return JSON.parse(await readFile(join(folder, 'pace.json'), 'utf8')) as PlanPace;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

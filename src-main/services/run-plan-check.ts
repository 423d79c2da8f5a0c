import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { PlanCheck } from '../../src-shared/ipc/run-views';
import { english } from '../../src-shared/sentences/english';
import { said, type Said } from '../../src-shared/sentences/sentence';
import type { StudentPlan, TrainingPlan } from '../../src-shared/training/training-plan';
import { isQueued } from '../database/queue-queries';
import { findRun, type StoredRun } from '../database/run-queries';
import { computerRoom, type ComputerRoom } from './computer-room';
import { knownTime } from './known-plan-time';
import { planSize } from './plan-size';
import type { OpenProject } from './project-service';
import { resolvedPlan } from './resolved-plan';
import { roomSentences } from './room-sentences';
import { estimateSeconds } from './run-cost';
import { networkProblems } from './run-network-check';
import { dataSentences, type PlanSentences } from './run-plan-sentences';
import { weightsProblems } from './run-weights';
import { sideSentences } from './side-sentences';
import { planSnapshot, selectFromProject } from './snapshot-service';

/** Above this a remark says how long a run will take, seconds. */
const longRun = 3600;

/** Trials whose sides are looked at; more of them would say the same. */
const trialsLookedAt = 5;

/** @throws ExpectedFailure `bad-input` where the check found problems */
export function refuseProblems({ problems }: PlanCheck): void {
  if (problems.length > 0) {
    throw new ExpectedFailure('bad-input', problems.join(' '), 'Change the plan or the labels.');
  }
}

/**
 * Checks a plan against the project's images and this computer in plain sentences, without storing anything.
 * A student's data are its teacher's snapshot, so its labels are not looked at again.
 *
 * @param room what this computer has room for; asked of the system where left out
 */
export async function checkPlan(
  project: OpenProject,
  plan: TrainingPlan,
  room?: ComputerRoom,
): Promise<PlanCheck> {
  const selection = plan.kind === 'teacher' ? await selectFromProject(project, plan) : null;
  const teacher = plan.kind === 'student' ? findRun(project.database, plan.teacherRun) : null;
  const data =
    plan.kind === 'student'
      ? teacherSentences(project, teacher, plan)
      : dataSentences(selection ?? (await selectFromProject(project, plan)), plan);
  const problems: Said[] = [
    ...data.problems,
    ...planProblems(plan),
    ...networkProblems(plan),
    ...weightsProblems(plan),
  ];
  const remarks: Said[] = [...data.remarks];
  let iterations = plan.iterations;
  let measured: number | null = null;
  // What does not stand cannot be measured, nor what a teacher has still to freeze.
  const isFrozen = plan.kind === 'teacher' || (teacher?.snapshotHash ?? null) !== null;
  if (problems.length === 0 && isFrozen) {
    const resolved = await resolvedPlan(project, plan, selection);
    iterations = resolved.iterations;
    const first = { ...resolved, trials: Math.min(plan.trials, trialsLookedAt) };
    const snapshot = await planSnapshot(project, first, { store: false, selection });
    if (plan.kind === 'teacher') remarks.push(...sideSentences(plan, snapshot));
    const taught = teacher?.plan.kind === 'teacher' ? teacher.plan : null;
    measured = knownTime({ plan: resolved, teacher: taught, snapshot })?.seconds ?? null;
    const size = planSize(resolved, taught, snapshot);
    const limits = roomSentences(plan, size, room ?? (await computerRoom(project.folder)));
    problems.push(...limits.problems);
    remarks.push(...limits.remarks);
  }
  remarks.push(...planRemarks(plan));
  const estimatedSeconds = measured ?? estimateSeconds(project.database, { ...plan, iterations });
  if (estimatedSeconds !== null && estimatedSeconds > longRun) {
    remarks.push(said('planLong', { seconds: estimatedSeconds }));
  }
  return {
    problems: problems.map(english),
    remarks: remarks.map(english),
    said: Object.fromEntries([...problems, ...remarks].map((one) => [english(one), one])),
    estimatedSeconds,
    iterations,
  };
}

/** What stands against training a student from its teacher, and what its user should know of that. */
function teacherSentences(
  { database }: OpenProject,
  teacher: StoredRun | null,
  plan: StudentPlan,
): PlanSentences {
  // A teacher that trains or waits will have all of its trials.
  const awaited =
    teacher !== null && teacher.trialsDone < plan.trials && isQueued(database, teacher.seq);
  const trials = (awaited ? teacher?.plan.trials : teacher?.trialsDone) ?? 0;
  return {
    problems: teacherProblems(teacher, trials, plan),
    remarks: awaited ? [said('planTeacherWaits', { run: plan.teacherRun })] : [],
  };
}

/** @param trials of the teacher that are finished, or will be */
function teacherProblems(
  teacher: StoredRun | null,
  trials: number,
  plan: StudentPlan,
): readonly Said[] {
  if (teacher === null) return [said('planNoTeacher', { run: plan.teacherRun })];
  if (teacher.plan.kind !== 'teacher') return [said('planTeacherIsStudent', { run: teacher.id })];
  const problems: Said[] = [];
  if (trials < plan.trials) {
    problems.push(said('planTeacherTrials', { run: teacher.id, trials, wanted: plan.trials }));
  }
  for (const key of ['imageScale', 'patchSize', 'splitSeed'] as const) {
    if (plan[key] !== teacher.plan[key]) {
      const values = { field: key, student: plan[key], teacher: teacher.plan[key] };
      problems.push(said('planUnequal', values));
    }
  }
  return problems;
}

/** What stands against the plan whatever the data. */
function planProblems(plan: TrainingPlan): readonly Said[] {
  const problems: Said[] = [];
  if (plan.earlyStopPatience !== null && plan.validationShare === 0) {
    problems.push(said('planPatienceAlone'));
  }
  if (plan.kind === 'teacher' && plan.mode !== 'transfer' && plan.frozenBlocks > 0) {
    problems.push(said('planFrozenAtRandom', { mode: plan.mode }));
  }
  return problems;
}

/** What the user should know of the plan whatever the data. */
function planRemarks(plan: TrainingPlan): readonly Said[] {
  return plan.validationShare === 0 ? [said('planNoValidation')] : [];
}

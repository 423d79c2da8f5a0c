import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { PlanCheck } from '../../src-shared/ipc/run-views';
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
import { countOf, dataSentences } from './run-plan-sentences';
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
  const problems = [
    ...data.problems,
    ...planProblems(plan),
    ...networkProblems(plan),
    ...weightsProblems(plan),
  ];
  const remarks = [...data.remarks];
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
    remarks.push(`This run takes about ${spokenDuration(estimatedSeconds)} on this computer.`);
  }
  return { problems, remarks, estimatedSeconds, iterations };
}

/** What stands against training a student from its teacher, and what its user should know of that. */
function teacherSentences(
  { database }: OpenProject,
  teacher: StoredRun | null,
  plan: StudentPlan,
): Pick<PlanCheck, 'problems' | 'remarks'> {
  // A teacher that trains or waits will have all of its trials.
  const awaited =
    teacher !== null && teacher.trialsDone < plan.trials && isQueued(database, teacher.seq);
  const trials = (awaited ? teacher?.plan.trials : teacher?.trialsDone) ?? 0;
  return {
    problems: teacherProblems(teacher, trials, plan),
    remarks: awaited
      ? [`Teacher ${plan.teacherRun} is not done; the student waits until it is.`]
      : [],
  };
}

/** @param trials of the teacher that are finished, or will be */
function teacherProblems(
  teacher: StoredRun | null,
  trials: number,
  plan: StudentPlan,
): readonly string[] {
  if (teacher === null) return [`There is no run ${plan.teacherRun} in this project.`];
  if (teacher.plan.kind !== 'teacher') {
    return [`Run ${teacher.id} is a student; students learn from teachers.`];
  }
  const problems: string[] = [];
  if (trials < plan.trials) {
    problems.push(
      `Teacher ${teacher.id} has ${countOf(trials, 'finished trial')}, and the student asks for ${plan.trials}.`,
    );
  }
  for (const key of ['imageScale', 'patchSize', 'splitSeed'] as const) {
    if (plan[key] !== teacher.plan[key]) {
      problems.push(
        `The student's ${key} is ${plan[key]} and its teacher's ${teacher.plan[key]}; they must be equal.`,
      );
    }
  }
  return problems;
}

/** What stands against the plan whatever the data. */
function planProblems(plan: TrainingPlan): readonly string[] {
  const problems: string[] = [];
  if (plan.earlyStopPatience !== null && plan.validationShare === 0) {
    problems.push(
      'Early stop looks at validation images: choose a validationShare above 0, or no earlyStopPatience.',
    );
  }
  if (plan.kind === 'teacher' && plan.mode !== 'transfer' && plan.frozenBlocks > 0) {
    problems.push(
      `Mode ${plan.mode} starts at random, and frozen blocks would stay random: choose frozenBlocks 0 or mode transfer.`,
    );
  }
  return problems;
}

/** What the user should know of the plan whatever the data. */
function planRemarks(plan: TrainingPlan): readonly string[] {
  return plan.validationShare === 0
    ? [
        'Without validation images, accuracy is followed on the test images while it trains, as the paper does.',
      ]
    : [];
}

/** "3 hours", "12 days". */
export function spokenDuration(seconds: number): string {
  if (seconds < 90) return countOf(Math.max(1, Math.round(seconds)), 'second');
  if (seconds < 5400) return countOf(Math.round(seconds / 60), 'minute');
  if (seconds < 36 * 3600) return countOf(Math.round(seconds / 3600), 'hour');
  return countOf(Math.round(seconds / 86_400), 'day');
}

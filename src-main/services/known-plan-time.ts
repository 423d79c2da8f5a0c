import type { PlanTime } from '../../src-shared/ipc/plan-views';
import { trialSeconds, type PlanPace } from '../../src-shared/training/plan-time';
import type { TeacherPlan, TrainingPlan } from '../../src-shared/training/training-plan';
import type { Snapshot } from '../database/snapshot-queries';
import { paceKey, paces } from './pace-cache';
import { planSize } from './plan-size';
import { fedChannels } from './run-channels';

/** A plan with what its time depends on. */
export interface TimedPlan {
  /** With its iterations resolved. */
  readonly plan: TrainingPlan;
  /** Of a student's plan; null for a teacher's. */
  readonly teacher: TeacherPlan | null;
  readonly snapshot: Snapshot;
}

/** Time of a plan from a pace that was measured on this computer before; null where none was. */
export function knownTime(timed: TimedPlan): PlanTime | null {
  const pace = paces.known(keyOf(timed));
  return pace === null ? null : timeOf(timed, pace);
}

/** Equal for plans whose steps take the same time. */
export function keyOf(timed: TimedPlan): string {
  return paceKey(timed.plan, timed.teacher, timed.snapshot.textures.length, channelsOf(timed));
}

/** Channels that a plan's network is fed. */
export function channelsOf({ plan, teacher, snapshot }: TimedPlan): 1 | 3 {
  const found = snapshot.images.some(({ channels }) => channels === 3) ? 3 : 1;
  const fed = plan.kind === 'teacher' ? plan : teacher;
  return fed === null ? found : fedChannels(fed, found);
}

/** @param pace measured for this plan's key */
export function timeOf({ plan, teacher, snapshot }: TimedPlan, pace: PlanPace): PlanTime {
  const size = planSize(plan, teacher, snapshot);
  const freezes = plan.kind === 'teacher' && plan.frozenBlocks > 0;
  const seconds = trialSeconds(
    {
      iterations: plan.iterations,
      evaluationInterval: plan.evaluationInterval,
      // A teacher's earlier answers, where it has left any, only make it shorter.
      answeredPatches:
        (freezes || teacher !== null ? size.distinctPatches : 0) +
        (freezes ? size.finalPatches : 0),
      keptPatches: freezes ? size.distinctPatches : 0,
      evaluatedPatches: size.evaluatedPatches,
      finalPatches: size.finalPatches,
    },
    pace,
  );
  return { trialSeconds: seconds, seconds: seconds * plan.trials, stepSeconds: pace.step };
}

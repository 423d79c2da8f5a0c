import type { PlanTime } from '../../src-shared/ipc/plan-views';
import { trialSeconds, type PlanPace } from '../../src-shared/training/plan-time';
import type { TeacherPlan } from '../../src-shared/training/training-plan';
import type { Snapshot } from '../database/snapshot-queries';
import { paceKey, paces } from './pace-cache';
import { planSize } from './plan-size';
import { fedChannels } from './run-channels';

/** Time of a plan from a pace that was measured on this computer before; null where none was. */
export function knownTime(plan: TeacherPlan, snapshot: Snapshot): PlanTime | null {
  const pace = paces.known(keyOf(plan, snapshot));
  return pace === null ? null : timeOf(plan, snapshot, pace);
}

/** Equal for plans whose steps take the same time. */
export function keyOf(plan: TeacherPlan, snapshot: Snapshot): string {
  return paceKey(plan, snapshot.textures.length, channelsOf(plan, snapshot));
}

/** Channels that a plan's network is fed. */
export function channelsOf(plan: TeacherPlan, { images }: Snapshot): 1 | 3 {
  return fedChannels(plan, images.some(({ channels }) => channels === 3) ? 3 : 1);
}

/** @param pace measured for this plan's key */
export function timeOf(plan: TeacherPlan, snapshot: Snapshot, pace: PlanPace): PlanTime {
  const size = planSize(plan, null, snapshot);
  const seconds = trialSeconds(
    {
      iterations: plan.iterations,
      evaluationInterval: plan.evaluationInterval,
      distinctPatches: size.distinctPatches,
      evaluatedPatches: size.evaluatedPatches,
      finalPatches: size.finalPatches,
      freezes: plan.frozenBlocks > 0,
    },
    pace,
  );
  return { trialSeconds: seconds, seconds: seconds * plan.trials, stepSeconds: pace.step };
}

import type { PlanTime } from '../../src-shared/ipc/plan-views';
import { durationText } from './long-work';

/** "About 25 min a trial, 1 h 15 min in all, done at 17:40; 3.2 s a step." An early stop ends sooner. */
export function planTimeText(time: PlanTime, now: Date): string {
  const done = new Date(now.getTime() + time.seconds * 1000);
  const clock = done.toTimeString().slice(0, 5);
  const day = time.seconds > 86_400 ? `${done.toISOString().slice(0, 10)} ` : '';
  return (
    `About ${durationText(time.trialSeconds)} a trial, ${durationText(time.seconds)} in all on this computer, ` +
    `done at ${day}${clock} if started now; ${time.stepSeconds.toPrecision(2)} s a step.`
  );
}

import type { StepPoint } from '../../src-shared/ipc/run-views';

/**
 * Keeps at most `limit` points a trial (≥ 2) by dropping every second one until they fit; first and last of each
 * trial stay. Points are in the order they came.
 */
export function thinSteps(steps: readonly StepPoint[], limit: number): readonly StepPoint[] {
  const counts = new Map<number, number>();
  for (const step of steps) counts.set(step.trial, (counts.get(step.trial) ?? 0) + 1);
  if ([...counts.values()].every((count) => count <= limit)) return steps;
  const seen = new Map<number, number>();
  const halved = steps.filter((step) => {
    const index = seen.get(step.trial) ?? 0;
    seen.set(step.trial, index + 1);
    const count = counts.get(step.trial) ?? 0;
    return count <= limit || index % 2 === 0 || index === count - 1;
  });
  return thinSteps(halved, limit);
}

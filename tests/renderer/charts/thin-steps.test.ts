import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StepPoint } from '../../../src-shared/ipc/run-views';
import { thinSteps } from '../../../src-renderer/charts/thin-steps';

function steps(trial: number, count: number): StepPoint[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ trial, iteration: index + 1, loss: 1, learningRate: 0.001 },
  }));
}

describe('thinning the points of a loss curve', () => {
  it('drops every second point and keeps the last', () => {
    expect(thinSteps(steps(1, 6), 4).map((step) => step.iteration)).toEqual([1, 3, 5, 6]);
  });

  it('thins only the trial that has too many', () => {
    const thinned = thinSteps([...steps(1, 6), ...steps(2, 3)], 4);
    expect(thinned.filter((step) => step.trial === 2)).toHaveLength(3);
  });

  it('keeps first and last of each trial, the order, and the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 2, max: 50 }),
        (first, second, limit) => {
          const thinned = thinSteps([...steps(1, first), ...steps(2, second)], limit);
          for (const [trial, count] of [
            [1, first],
            [2, second],
          ] as const) {
            const mine = thinned.filter((step) => step.trial === trial).map((s) => s.iteration);
            expect(mine.length).toBeLessThanOrEqual(limit);
            expect(mine).toEqual([...mine].sort((one, other) => one - other));
            if (count > 0) {
              expect(mine[0]).toBe(1);
              expect(mine[mine.length - 1]).toBe(count);
            }
          }
        },
      ),
    );
  });
});

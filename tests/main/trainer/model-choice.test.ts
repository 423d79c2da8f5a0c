import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convergenceIteration } from '../../../src-shared/evaluation/convergence';
import {
  bestPoint,
  chosenIteration,
  iterationsToKeep,
  patienceIsOver,
  possibleConvergences,
} from '../../../src-main/trainer-process/model-choice';

const point = (iteration: number, accuracy: number | null, loss: number | null = null) => ({
  iteration,
  accuracy,
  loss,
});

test('the best evaluation has the smallest loss, then the highest accuracy, then comes first', () => {
  const points = [
    point(10, 0.95, 0.5),
    point(20, 0.8, 0.4),
    point(30, 0.9, 0.4),
    point(40, 0.9, 0.4),
    point(50, null),
  ];
  expect(bestPoint(points)?.iteration).toBe(30);
  expect(bestPoint([point(10, null)])).toBeNull();
});

test('patience is over after as many evaluations without progress', () => {
  const points = [point(10, 0.8, 1), point(20, 0.9, 0.5), point(30, 0.9, 0.6), point(40, 1, 0.5)];
  expect(bestPoint(points)?.iteration).toBe(40);
  const stale = [...points.slice(0, 3), point(40, 0.9, 0.5)];
  expect(patienceIsOver(stale, 2)).toBe(true);
  expect(patienceIsOver(stale, 3)).toBe(false);
  expect(patienceIsOver(stale, null)).toBe(false);
  expect(patienceIsOver([], 1)).toBe(false);
});

test('evaluations further from later ones than twice the tolerance are given up', () => {
  // 20 images: tolerance 0.05. From 0.95 back, 0.8 is out of reach and ends the search.
  const points = [point(1, 0.9), point(2, 0.8), point(3, 0.95), point(4, 0.95), point(5, 1)];
  expect(possibleConvergences(points, 20)).toEqual([3, 5]);
});

test('the convergence, whatever comes later, is always among the kept iterations', () => {
  const accuracies = fc.array(
    fc.integer({ min: 0, max: 12 }).map((right) => right / 12),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(accuracies, (list) => {
      const points = list.map((accuracy, at) => point(at + 1, accuracy));
      let kept = new Set<number>();
      points.forEach(({ iteration }, at) => {
        const wanted = iterationsToKeep('convergence-on-test', points.slice(0, at + 1), 12);
        // Only what was kept so far, and the present weights, can be kept on.
        kept = new Set(wanted.filter((one) => kept.has(one) || one === iteration));
      });
      const chosen = chosenIteration('convergence-on-test', points, 12);
      expect(chosen).toBe(convergenceIteration(points, 12));
      expect(kept.has(chosen ?? -1)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('on validation the best evaluation is the model', () => {
  const points = [point(10, 0.8, 1), point(20, 0.9, 0.5), point(30, 0.7, 0.6)];
  expect(chosenIteration('best-on-validation', points, 10)).toBe(20);
  expect(iterationsToKeep('best-on-validation', points, 10)).toEqual([20]);
  expect(chosenIteration('best-on-validation', [], 0)).toBeNull();
});

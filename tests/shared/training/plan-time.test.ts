import { expect, test } from 'vitest';
import { trialSeconds } from '../../../src-shared/training/plan-time';

const pace = { step: 4, frozenPatch: 0.25, decidedPatch: 0.05 };
const work = {
  iterations: 300,
  evaluationInterval: 25,
  answeredPatches: 800 + 465,
  keptPatches: 800,
  evaluatedPatches: 135,
  finalPatches: 465,
};

test('a trial with frozen blocks takes its patches, steps and decisions: worked out by hand, 1,660 s', () => {
  // Frozen blocks: (800 + 465) · 0.25 = 316.25. Steps: 300 · 4 = 1200. Decisions: 12 evaluations of 135, the last 465,
  // and 800 training patches, 2885 · 0.05 = 144.25.
  expect(trialSeconds(work, pace)).toBeCloseTo(316.25 + 1200 + 144.25, 9);
});

test('without frozen blocks nothing is computed before, and nothing is kept for students', () => {
  const seconds = trialSeconds({ ...work, answeredPatches: 0, keptPatches: 0 }, pace);
  expect(seconds).toBeCloseTo(1200 + (12 * 135 + 465) * 0.05, 9);
});

test('an interval that does not divide the iterations is followed by an evaluation at the end', () => {
  const seconds = trialSeconds(
    { ...work, iterations: 30, keptPatches: 0, finalPatches: 0 },
    { step: 0, frozenPatch: 0, decidedPatch: 1 },
  );
  expect(seconds).toBe(2 * 135);
});

import { expect, test } from 'vitest';
import { logitDifference } from '../../../src-shared/deployment/logit-agreement';
import { decideByRule, type DecisionRule } from '../../../src-shared/deployment/ruled-decision';

// Two classes whose logits differ by ln 3: the softmax of the defective one is 3/4, or 1/4.
const probably = [0, Math.log(3)];
const hardly = [Math.log(3), 0];
const between: DecisionRule = { kind: 'thresholds', lower: 0.5, upper: 0.9 };

test('without thresholds one patch of a defective class makes an image defective', () => {
  const rule: DecisionRule = { kind: 'any-defective-patch' };
  expect(decideByRule([hardly, probably], rule)).toMatchObject({
    verdict: 'defective',
    defective: true,
    patchClasses: [0, 1],
  });
  expect(decideByRule([hardly, hardly], rule)).toMatchObject({ verdict: 'ok', defective: false });
});

test('thresholds decide by the score, and leave what is between them to a person', () => {
  expect(decideByRule([hardly], between)).toMatchObject({ verdict: 'ok', defective: false });
  const inspect = decideByRule([hardly, probably], between);
  expect(inspect).toMatchObject({ verdict: 'inspect', defective: false });
  expect(inspect.score).toBeCloseTo(0.75, 12);
  // Both borders belong to the verdict above them.
  const at = { kind: 'thresholds', lower: inspect.score, upper: inspect.score } as const;
  expect(decideByRule([probably], at).verdict).toBe('defective');
  const above = { ...at, upper: 1 };
  expect(decideByRule([probably], above).verdict).toBe('inspect');
});

test('logits differ by the largest |a − b| / max(1, |b|)', () => {
  // |0.5 − 0.75| / 1 = 0.25; |8 − 10| / 10 = 0.2.
  expect(logitDifference([[0.5, 8]], [[0.75, 10]])).toBeCloseTo(0.25, 12);
  expect(logitDifference([[0.75, 8]], [[0.75, 10]])).toBeCloseTo(0.2, 12);
  expect(logitDifference([[1]], [[1]])).toBe(0);
});

test('logits of another shape, and numbers that are none, are as far apart as can be', () => {
  expect(logitDifference([[1]], [[1], [1]])).toBe(Infinity);
  expect(logitDifference([[1]], [[1, 2]])).toBe(Infinity);
  expect(logitDifference([[NaN]], [[1]])).toBe(Infinity);
});

import { expect, test } from 'vitest';
import { crossEntropy, logitDistance } from '../../../src-main/trainer-process/loss';

test('cross-entropy of two samples is as worked out by hand', () => {
  // softmax(0, ln 3) = (1/4, 3/4): −ln 3/4; softmax(0, 0) = (1/2, 1/2): −ln 1/2.
  const { loss, gradient } = crossEntropy(Float32Array.of(0, Math.log(3), 0, 0), [1, 0], 2);
  expect(loss).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 6);
  expect([...gradient].map((value) => Number(value.toFixed(6)))).toEqual([
    0.125, -0.125, -0.25, 0.25,
  ]);
});

test('cross-entropy does not overflow', () => {
  const { loss, gradient } = crossEntropy(Float32Array.of(10_000, 0), [1], 2);
  expect(loss).toBe(10_000);
  expect([...gradient]).toEqual([1, -1]);
});

test('cross-entropy shows NaN and infinite logits in the loss', () => {
  expect(crossEntropy(Float32Array.of(NaN, 0), [1], 2).loss).toBeNaN();
  expect(Number.isFinite(crossEntropy(Float32Array.of(Infinity, 0), [0], 2).loss)).toBe(false);
});

test('a label outside the classes is refused', () => {
  expect(() => crossEntropy(Float32Array.of(0, 0), [2], 2)).toThrow(RangeError);
});

test('the distance of logits is eq. 1: half the squared distance, mean over samples', () => {
  // Differences (1, −2) and (0, 2): (1 + 4 + 0 + 4) / (2 · 2).
  const { loss, gradient } = logitDistance(
    Float32Array.of(3, 1, 5, 2),
    Float32Array.of(2, 3, 5, 0),
    2,
  );
  expect(loss).toBe(2.25);
  expect([...gradient]).toEqual([0.5, -1, 0, 1]);
});

import fc from 'fast-check';
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

test('class weights multiply each sample by the weight of its class: 3 for the first, 1/2 for the second', () => {
  // As above: the label-1 sample weighs 1/2, the label-0 sample 3; the divisor stays 2.
  const { loss, gradient } = crossEntropy(
    Float32Array.of(0, Math.log(3), 0, 0),
    [1, 0],
    2,
    [3, 0.5],
  );
  expect(loss).toBeCloseTo((0.5 * Math.log(4 / 3) + 3 * Math.log(2)) / 2, 6);
  expect([...gradient].map((value) => Number(value.toFixed(6)))).toEqual([
    0.0625, -0.0625, -0.75, 0.75,
  ]);
});

test('weights of 1 change no bit', () => {
  const logits = Float32Array.of(0.3, -1.7, 2.2, 5.1, 0.01, -3);
  expect(crossEntropy(logits, [2, 0], 3, [1, 1, 1])).toEqual(crossEntropy(logits, [2, 0], 3));
});

test('the gradient of the weighted loss is what finite differences say', () => {
  const number = fc.double({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 9, maxLength: 9 }),
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
      fc.array(fc.double({ min: 0.1, max: 8, noNaN: true }), { minLength: 3, maxLength: 3 }),
      (values, labels, weights) => {
        const step = 2 ** -6;
        const { gradient } = crossEntropy(Float32Array.from(values), labels, 3, weights);
        values.forEach((value, at) => {
          const lossAt = (moved: number): number => {
            const logits = Float32Array.from(values);
            logits[at] = moved;
            return crossEntropy(logits, labels, 3, weights).loss;
          };
          const [up, down] = [Math.fround(value + step), Math.fround(value - step)];
          const slope = (lossAt(up) - lossAt(down)) / (up - down);
          expect(gradient[at]).toBeCloseTo(slope, 3);
        });
      },
    ),
    { numRuns: 30 },
  );
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

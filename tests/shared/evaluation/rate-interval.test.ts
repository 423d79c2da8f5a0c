import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateInterval } from '../../../src-shared/evaluation/rate-interval';

/** Chance of at least k right of n at a rate p, term by term. */
function chanceOfAtLeast(k: number, n: number, p: number): number {
  let sum = 0;
  let logChoose = 0;
  for (let i = 0; i <= n; i += 1) {
    if (i > 0) {
      logChoose += Math.log((n - i + 1) / i);
    }
    if (i >= k) {
      sum += Math.exp(logChoose + i * Math.log(p) + (n - i) * Math.log1p(-p));
    }
  }
  return sum;
}

describe('rateInterval', () => {
  it('has the closed forms at none and all: 1 − (α/2)^(1/n) and (α/2)^(1/n)', () => {
    const all = rateInterval(30, 30);
    expect(all?.upper).toBe(1);
    expect(all?.lower).toBeCloseTo(0.025 ** (1 / 30), 9);
    const none = rateInterval(0, 200);
    expect(none?.lower).toBe(0);
    expect(none?.upper).toBeCloseTo(1 - 0.025 ** (1 / 200), 9);
  });

  it('has the published values for 5 of 10 and 1 of 20', () => {
    // Tables of exact binomial limits: 18.71 … 81.29 % and 0.13 … 24.87 %.
    expect(rateInterval(5, 10)?.lower).toBeCloseTo(0.1871, 4);
    expect(rateInterval(5, 10)?.upper).toBeCloseTo(0.8129, 4);
    expect(rateInterval(1, 20)?.lower).toBeCloseTo(0.0013, 4);
    expect(rateInterval(1, 20)?.upper).toBeCloseTo(0.2487, 4);
  });

  it('ends where the binomial tails hold exactly their share', () => {
    const counts = fc
      .integer({ min: 1, max: 400 })
      .chain((all) => fc.tuple(fc.integer({ min: 0, max: all }), fc.constant(all)));
    fc.assert(
      fc.property(counts, fc.constantFrom(0.8, 0.95, 0.99), ([right, all], confidence) => {
        const interval = rateInterval(right, all, confidence);
        const share = (1 - confidence) / 2;
        expect(interval).not.toBeNull();
        const { lower, upper } = interval ?? { lower: NaN, upper: NaN };
        expect(lower <= right / all && right / all <= upper).toBe(true);
        if (right > 0) {
          expect(chanceOfAtLeast(right, all, lower)).toBeCloseTo(share, 6);
        }
        if (right < all) {
          expect(1 - chanceOfAtLeast(right + 1, all, upper)).toBeCloseTo(share, 6);
        }
      }),
    );
  });

  it('mirrors when right and wrong change places', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 300 }), (right, wrong) => {
        fc.pre(right + wrong > 0);
        const one = rateInterval(right, right + wrong);
        const other = rateInterval(wrong, right + wrong);
        expect(one?.lower).toBeCloseTo(1 - (other?.upper ?? NaN), 7);
      }),
    );
  });

  it('is null without images, and refuses counts and confidences that cannot be', () => {
    expect(rateInterval(0, 0)).toBeNull();
    expect(() => rateInterval(3, 2)).toThrow(RangeError);
    expect(() => rateInterval(-1, 2)).toThrow(RangeError);
    expect(() => rateInterval(0.5, 2)).toThrow(RangeError);
    expect(() => rateInterval(1, 2, 1)).toThrow(RangeError);
    expect(() => rateInterval(1, 2, Number.NaN)).toThrow(RangeError);
  });
});

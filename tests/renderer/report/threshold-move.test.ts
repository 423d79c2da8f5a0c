import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keyMovedScore,
  movedPair,
  plotFraction,
  pointedScore,
} from '../../../src-renderer/report/threshold-move';

describe('a threshold that is moved', () => {
  it('stops at the other one', () => {
    const pair = { lower: 0.2, upper: 0.7 };
    expect(movedPair(pair, 'lower', 0.5)).toEqual({ lower: 0.5, upper: 0.7 });
    expect(movedPair(pair, 'lower', 0.9)).toEqual({ lower: 0.7, upper: 0.7 });
    expect(movedPair(pair, 'upper', 0.1)).toEqual({ lower: 0.2, upper: 0.2 });
  });

  it('always leaves 0 ≤ lower ≤ upper ≤ 1', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const anywhere = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        ...([share, share, fc.constantFrom('lower', 'upper'), anywhere] as const),
        (one, other, name, score) => {
          const pair = { lower: Math.min(one, other), upper: Math.max(one, other) };
          const { lower, upper } = movedPair(pair, name, score);
          expect(lower >= 0 && lower <= upper && upper <= 1).toBe(true);
        },
      ),
    );
  });

  it('goes by keys in steps of the axis, to its ends, and not by other keys', () => {
    // 0.5 is the place 0; 1 / (1 + 10 ** -0.05).
    expect(keyMovedScore('ArrowRight', 0.5)).toBeCloseTo(0.5287505, 6);
    expect(keyMovedScore('ArrowLeft', 0.5)).toBeCloseTo(1 - 0.5287505, 6);
    // From the place 0 by 0.5: 1 / (1 + 10 ** -0.5).
    expect(keyMovedScore('PageUp', 0.5)).toBeCloseTo(0.7597469, 6);
    expect(keyMovedScore('Home', 0.9)).toBe(0);
    expect(keyMovedScore('End', 0.9)).toBe(1);
    expect(keyMovedScore('a', 0.9)).toBeNull();
  });

  it('lies under the pointer that took it there', () => {
    expect(pointedScore(0.5)).toBe(0.5);
    expect(pointedScore(0)).toBe(0);
    expect(pointedScore(1)).toBe(1);
    expect(plotFraction(0)).toBe(0);
    expect(plotFraction(1)).toBe(1);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (fraction) => {
        // A hundredth of a place is 1 / 1200 of the plot.
        expect(Math.abs(plotFraction(pointedScore(fraction)) - fraction)).toBeLessThan(1 / 1200);
      }),
    );
  });
});

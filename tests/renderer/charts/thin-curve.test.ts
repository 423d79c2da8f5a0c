import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinCurve } from '../../../src-renderer/charts/thin-curve';

type Point = readonly [number, number];
const thin = (points: readonly Point[], buckets: number): readonly Point[] =>
  thinCurve(
    points,
    buckets,
    ([x]) => x,
    ([, y]) => y,
  );

describe('thinning a curve to what can be seen', () => {
  it('keeps lowest and highest of each part of the axis, in their order', () => {
    const values = [5, 1, 9, 3, 4, 8, 2, 6, 7, 7];
    const points = values.map((y, x): Point => [x, y]);
    // Two parts of 4.5: of 5 1 9 3 4 the 1 and the 9, of 8 2 6 7 7 the 8 and the 2; and both ends.
    expect(thin(points, 2)).toEqual([
      [0, 5],
      [1, 1],
      [2, 9],
      [5, 8],
      [6, 2],
      [9, 7],
    ]);
  });

  it('leaves a short curve as it is', () => {
    const points: readonly Point[] = [
      [1, 3],
      [2, 1],
      [3, 2],
    ];
    expect(thin(points, 2)).toBe(points);
    expect(thin([], 2)).toEqual([]);
  });

  it('keeps ends and extremes, order and limit, whatever the curve', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 40 }),
        (values, buckets) => {
          const points = values.map((y, x): Point => [x, y]);
          const kept = thin(points, buckets);
          const ys = kept.map(([, y]) => y);
          expect(kept.length).toBeLessThanOrEqual(2 * buckets + 2);
          expect(kept[0]).toBe(points[0]);
          expect(kept.at(-1)).toBe(points.at(-1));
          expect(Math.max(...ys)).toBe(Math.max(...values));
          expect(Math.min(...ys)).toBe(Math.min(...values));
          const xs = kept.map(([x]) => x);
          expect(xs).toEqual([...new Set(xs)].sort((one, other) => one - other));
        },
      ),
    );
  });
});

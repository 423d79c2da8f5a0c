import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartPalette } from '../../../src-renderer/charts/chart-palette';
import { lossCurveOption } from '../../../src-renderer/charts/loss-curve-option';
import { curveBuckets, thinCurve } from '../../../src-renderer/charts/thin-curve';

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

  it('leaves of 10,000 points in five trials what a chart can show', () => {
    const steps = Array.from({ length: 50_000 }, (_, index) => ({
      trial: 1 + Math.floor(index / 10_000),
      iteration: 1 + (index % 10_000),
      loss: 1 + Math.sin(index),
      learningRate: 0.001,
    }));
    const began = performance.now();
    const option = lossCurveOption({
      steps,
      logarithmic: true,
      palette: chartPalette(false),
      words: { trial: String },
    });
    // A figure for the record: timings do not decide a test.
    console.log(`loss of 5 × 10,000 points built in ${(performance.now() - began).toFixed(1)} ms`);
    const { series } = JSON.parse(JSON.stringify(option)) as { series: { data: unknown[] }[] };
    expect(series).toHaveLength(5);
    for (const { data } of series) {
      expect(data.length).toBeLessThanOrEqual(2 * curveBuckets + 2);
      expect(data.length).toBeGreaterThan(curveBuckets);
    }
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

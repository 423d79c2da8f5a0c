import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PatchSource } from '../../../src-shared/dataset/training-patches';
import { trainingPatchPositions } from '../../../src-shared/dataset/training-patches';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import { rasterise } from '../../../src-shared/labelling/ellipse-mask';

const ok: PatchSource = { key: 'a', width: 64, height: 48, ellipses: [], defective: false };
const spot: Ellipse = { x: 30, y: 20, a: 5, b: 3, angle: 0.4 };
const options = { patchSize: 16, count: 20, seed: 1 };

/** Pixels of the ellipse in a patch of 16, counted one by one. */
function areaCounter(ellipse: Ellipse): (x: number, y: number) => number {
  const mask = rasterise([ellipse], ok.width, ok.height);
  return (x, y) => {
    let area = 0;
    for (let row = y; row < y + 16; row += 1) {
      for (let column = x; column < x + 16; column += 1) {
        area += mask[row * ok.width + column] ?? 0;
      }
    }
    return area;
  };
}

describe('trainingPatchPositions', () => {
  it('cuts patches of a non-defective image anywhere inside it', () => {
    const positions = trainingPatchPositions(ok, { ...options, count: 4000 });
    expect(positions.length).toBe(4000);
    expect(Math.min(...positions.map(({ x }) => x))).toBe(0);
    expect(Math.max(...positions.map(({ x }) => x))).toBe(48);
    expect(Math.min(...positions.map(({ y }) => y))).toBe(0);
    expect(Math.max(...positions.map(({ y }) => y))).toBe(32);
  });

  it('depends on seed and key alone, and a larger count begins with the smaller', () => {
    const five = trainingPatchPositions(ok, { ...options, count: 5 });
    expect(trainingPatchPositions(ok, options).slice(0, 5)).toEqual(five);
    expect(trainingPatchPositions(ok, { ...options, seed: 2 })).not.toEqual(
      trainingPatchPositions(ok, options),
    );
    expect(trainingPatchPositions({ ...ok, key: 'b' }, options)).not.toEqual(
      trainingPatchPositions(ok, options),
    );
  });

  it('draws exactly the positions that hold half of the defect, all of them, worked out by hand', () => {
    // One row of two pixels at columns 10 and 11, row 10: every patch that holds at least one of them will do.
    const line: Ellipse = { x: 11, y: 10.5, a: 0.9, b: 0.3, angle: 0 };
    const image = { ...ok, ellipses: [line], defective: true };
    expect(rasterise([line], 64, 48).reduce((sum, value) => sum + value, 0)).toBe(2);
    const positions = trainingPatchPositions(image, { patchSize: 4, count: 4000, seed: 1 });
    const seen = new Set(positions.map(({ x, y }) => `${x} ${y}`));
    // x from 10 − 3 to 11, y from 10 − 3 to 10: 5 × 4 positions, each drawn about 200 times.
    expect(seen.size).toBe(20);
    expect(positions.every(({ x, y }) => x >= 7 && x <= 11 && y >= 7 && y <= 10)).toBe(true);
    const chiSquared = [...seen].reduce((sum, position) => {
      const count = positions.filter(({ x, y }) => `${x} ${y}` === position).length;
      return sum + (count - 200) ** 2 / 200;
    }, 0);
    // 99.999 % point of chi-squared with 19 degrees of freedom: 58.
    expect(chiSquared).toBeLessThan(58);
  });

  it('holds at least half of what the best-placed patch would hold, for any ellipse', () => {
    const anywhere = fc.record({
      x: fc.double({ min: -5, max: 69, noNaN: true }),
      y: fc.double({ min: -5, max: 53, noNaN: true }),
      a: fc.double({ min: 1, max: 30, noNaN: true }),
      b: fc.double({ min: 1, max: 30, noNaN: true }),
      angle: fc.double({ min: 0, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(anywhere, fc.nat(), (ellipse, seed) => {
        const image = { ...ok, ellipses: [ellipse], defective: true };
        const positions = trainingPatchPositions(image, { patchSize: 16, count: 3, seed });
        const area = areaCounter(ellipse);
        let best = 0;
        for (let y = 0; y <= 32; y += 1) {
          for (let x = 0; x <= 48; x += 1) {
            best = Math.max(best, area(x, y));
          }
        }
        expect(positions.length).toBe(best === 0 ? 0 : 3);
        for (const { x, y } of positions) {
          expect(2 * area(x, y)).toBeGreaterThanOrEqual(best);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('draws each of several ellipses equally often, and none that lies outside the image', () => {
    const other: Ellipse = { x: 55, y: 40, a: 2, b: 2, angle: 0 };
    const outside: Ellipse = { x: -30, y: 20, a: 5, b: 5, angle: 0 };
    const image = { ...ok, ellipses: [spot, outside, other], defective: true };
    const positions = trainingPatchPositions(image, { ...options, count: 2000 });
    const area = areaCounter(spot);
    const first = positions.filter(({ x, y }) => area(x, y) > 0).length;
    // Binomial(2000, 1/2): five standard deviations are 112. No patch of 16 can hold half of both.
    expect(Math.abs(first - 1000)).toBeLessThan(112);
  });

  it('gives none for a defective image without an ellipse in it, or an image smaller than a patch', () => {
    expect(trainingPatchPositions({ ...ok, defective: true }, options)).toEqual([]);
    const outside = { ...spot, x: -30 };
    expect(
      trainingPatchPositions({ ...ok, ellipses: [outside], defective: true }, options),
    ).toEqual([]);
    expect(trainingPatchPositions(ok, { ...options, patchSize: 49 })).toEqual([]);
  });

  it('cuts the only patch there is', () => {
    expect(
      trainingPatchPositions({ ...ok, width: 48 }, { ...options, patchSize: 48, count: 2 }),
    ).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ]);
  });
});

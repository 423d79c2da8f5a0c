import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ellipseArea, ellipseContains } from '../../../src-shared/labelling/ellipse';
import { intersectionOverUnion, rasterise } from '../../../src-shared/labelling/ellipse-mask';
import { maskOverlap } from '../../../src-shared/labelling/mask-overlap';
import { hasSharedData, readGray, sharedData } from '../support/shared-data';
import { anyEllipse, insideEllipse } from './arbitrary-ellipse';

const count = (mask: Uint8Array) => mask.reduce((sum, value) => sum + value, 0);
const rows = (mask: Uint8Array, width: number) =>
  Array.from({ length: mask.length / width }, (_, row) =>
    [...mask.subarray(row * width, (row + 1) * width)].map((value) => (value ? '#' : '.')).join(''),
  );

describe('rasterise', () => {
  it('sets the pixels whose centre lies inside, worked out by hand', () => {
    // Centre on the centre of pixel (2, 2), radius 2: centres at distance ≤ 2, so √5 is out and 2 is in.
    const mask = rasterise([{ x: 2.5, y: 2.5, a: 2, b: 2, angle: 0 }], 5, 5);
    expect(rows(mask, 5)).toEqual(['..#..', '.###.', '#####', '.###.', '..#..']);
  });

  it('clips what leaves the image', () => {
    const mask = rasterise([{ x: 0, y: 0, a: 2, b: 1, angle: 0 }], 3, 2);
    // Centres (0.5, 0.5): 1/16 + 1/4 in; (1.5, 0.5): 9/16 + 1/4 in; (0.5, 1.5): 9/4 out.
    expect(rows(mask, 3)).toEqual(['##.', '...']);
  });

  it('is empty for an ellipse beyond the image or between the pixel centres', () => {
    expect(count(rasterise([{ x: -9, y: 5, a: 4, b: 4, angle: 0 }], 10, 10))).toBe(0);
    expect(count(rasterise([{ x: 5, y: 5, a: 0.4, b: 0.4, angle: 0 }], 10, 10))).toBe(0);
  });

  it('joins several ellipses', () => {
    const first = { x: 20, y: 20, a: 6, b: 4, angle: 1 };
    const second = { x: 24, y: 20, a: 6, b: 4, angle: 2 };
    const both = rasterise([first, second], 40, 40);
    const one = rasterise([first], 40, 40);
    const other = rasterise([second], 40, 40);
    expect(both).toEqual(one.map((value, i) => value | (other[i] ?? 0)));
  });

  it('agrees with the point test at every pixel centre', () => {
    fc.assert(
      fc.property(anyEllipse, (ellipse) => {
        const mask = rasterise([ellipse], 40, 30);
        mask.forEach((value, i) => {
          const inside = ellipseContains(ellipse, (i % 40) + 0.5, Math.floor(i / 40) + 0.5);
          expect(value).toBe(inside ? 1 : 0);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('holds as many pixels as the area, to within what its border cuts', () => {
    fc.assert(
      fc.property(insideEllipse, (ellipse) => {
        const pixels = count(rasterise([ellipse], 128, 128));
        // Lattice points against area: far below one pixel for each pixel of half the perimeter.
        const allowed = 0.5 * Math.PI * Math.max(ellipse.a, ellipse.b);
        expect(Math.abs(pixels - ellipseArea(ellipse))).toBeLessThan(allowed);
      }),
    );
  });

  it('turns by a quarter with the ellipse', () => {
    fc.assert(
      fc.property(insideEllipse, (ellipse) => {
        const mask = rasterise([ellipse], 128, 128);
        const turned = rasterise(
          [{ ...ellipse, x: 128 - ellipse.y, y: ellipse.x, angle: ellipse.angle + Math.PI / 2 }],
          128,
          128,
        );
        const back = mask.map((_, i) => turned[(i % 128) * 128 + (127 - Math.floor(i / 128))] ?? 0);
        // Rounding may move a pixel whose centre is on the border to the last bit.
        expect(intersectionOverUnion(mask, back)).toBeGreaterThan(0.98);
      }),
    );
  });
});

describe('intersectionOverUnion', () => {
  it('counts any value but 0 as set', () => {
    const iou = intersectionOverUnion(Uint8Array.of(0, 255, 1, 1), Uint8Array.of(0, 1, 0, 7));
    expect(iou).toBeCloseTo(2 / 3, 12);
  });

  it('is 1 for two empty masks, 0 for one, and refuses different lengths', () => {
    expect(intersectionOverUnion(new Uint8Array(4), new Uint8Array(4))).toBe(1);
    expect(intersectionOverUnion(new Uint8Array(4), Uint8Array.of(0, 1, 0, 0))).toBe(0);
    expect(() => intersectionOverUnion(new Uint8Array(4), new Uint8Array(5))).toThrow(RangeError);
  });
});

describe('maskOverlap', () => {
  it('gives the intersection over union of the rasters', () => {
    fc.assert(
      fc.property(insideEllipse, anyEllipse, (first, second) => {
        const mask = rasterise([first], 128, 128);
        const expected = intersectionOverUnion(mask, rasterise([second], 128, 128));
        expect(Math.abs(maskOverlap(mask, 128, 128).iou(second) - expected)).toBeLessThan(0.01);
      }),
    );
  });
});

describe.skipIf(!hasSharedData('dagm-development'))('the masks of DAGM', () => {
  it('equal the rasterised rows of labels.txt pixel for pixel, 36 of 36', async () => {
    const text = readFileSync(join(sharedData, 'dagm-development/Class1_def/labels.txt'), 'utf8');
    const labels = text
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    expect(labels.length).toBe(36);
    for (const [index = NaN, a = NaN, b = NaN, angle = NaN, xc = NaN, yc = NaN] of labels) {
      const { pixels, width, height } = await readGray(
        join(sharedData, `dagm-development-masks/${index}.png`),
      );
      const raster = rasterise([{ x: xc - 0.5, y: yc - 0.5, a, b, angle }], width, height);
      expect({ index, iou: intersectionOverUnion(raster, pixels) }).toEqual({ index, iou: 1 });
    }
  });
});

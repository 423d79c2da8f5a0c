import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectedComponents } from '../../../src-shared/labelling/connected-components';
import { canonicalEllipse } from '../../../src-shared/labelling/ellipse';
import { fitEllipse } from '../../../src-shared/labelling/ellipse-fit';
import { intersectionOverUnion, rasterise } from '../../../src-shared/labelling/ellipse-mask';
import { hasSharedData, readGray, sharedData } from '../support/shared-data';
import { insideEllipse } from './arbitrary-ellipse';

/** Fits, and says loudly where there was nothing to fit. */
function fitted(mask: Uint8Array, width: number, height: number) {
  const fit = fitEllipse(mask, width, height);
  if (fit === null) {
    throw new Error('The mask is empty.');
  }
  return fit;
}

describe('fitEllipse', () => {
  it('gives back a large ellipse inside the image', () => {
    const ellipse = { x: 100.3, y: 80.7, a: 50, b: 20, angle: 0.6 };
    const { ellipse: found, iou } = fitted(rasterise([ellipse], 200, 160), 200, 160);
    expect(iou).toBeGreaterThan(0.997);
    expect(found.x).toBeCloseTo(100.3, 0);
    expect(Math.abs(found.x - 100.3)).toBeLessThan(0.1);
    expect(Math.abs(found.y - 80.7)).toBeLessThan(0.1);
    expect(Math.abs(found.a - 50)).toBeLessThan(0.3);
    expect(Math.abs(found.b - 20)).toBeLessThan(0.2);
    expect(Math.abs(found.angle - 0.6)).toBeLessThan(0.01);
  });

  it('is nearly the identity after rasterising', () => {
    fc.assert(
      fc.property(insideEllipse, (ellipse) => {
        const { ellipse: found, iou } = fitted(rasterise([ellipse], 128, 128), 128, 128);
        const truth = canonicalEllipse(ellipse);
        expect(iou).toBeGreaterThan(0.96);
        expect(Math.hypot(found.x - truth.x, found.y - truth.y)).toBeLessThan(0.6);
        expect(Math.abs(found.a - truth.a)).toBeLessThan(1);
        expect(Math.abs(found.b - truth.b)).toBeLessThan(1);
      }),
      { numRuns: 60 },
    );
  });

  it('continues an ellipse beyond the border that cuts it', () => {
    const ellipse = { x: 4, y: 70, a: 40, b: 22, angle: 0.3 };
    const { ellipse: found, iou } = fitted(rasterise([ellipse], 128, 128), 128, 128);
    expect(iou).toBeGreaterThan(0.99);
    expect(Math.hypot(found.x - 4, found.y - 70)).toBeLessThan(2);
    expect(Math.abs(found.a - 40)).toBeLessThan(2);
    expect(Math.abs(found.b - 22)).toBeLessThan(1);
  });

  it('covers what is visible of ellipses cut by a border', () => {
    const cut = fc.record({
      x: fc.double({ min: -5, max: 12, noNaN: true }),
      y: fc.double({ min: 20, max: 100, noNaN: true }),
      a: fc.double({ min: 15, max: 40, noNaN: true }),
      b: fc.double({ min: 8, max: 15, noNaN: true }),
      angle: fc.double({ min: 0, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(cut, (ellipse) => {
        expect(fitted(rasterise([ellipse], 128, 128), 128, 128).iou).toBeGreaterThan(0.97);
      }),
      { numRuns: 60 },
    );
  });

  it('fits a single pixel, a line of pixels and a full image exactly or nearly', () => {
    const pixel = new Uint8Array(64);
    pixel[27] = 1;
    expect(fitted(pixel, 8, 8).iou).toBe(1);
    expect(fitted(pixel, 8, 8).ellipse).toMatchObject({ x: 3.5, y: 3.5 });
    const line = new Uint8Array(64).fill(255, 17, 23);
    expect(fitted(line, 8, 8).iou).toBe(1);
    expect(fitted(new Uint8Array(64).fill(1), 8, 8).iou).toBeGreaterThan(0.95);
  });

  it('has nothing to say about an empty mask', () => {
    expect(fitEllipse(new Uint8Array(64), 8, 8)).toBeNull();
  });

  it('reports the overlap of the ellipse it returns', () => {
    const mask = new Uint8Array(4096);
    for (let i = 0; i < 4096; i += 1) {
      // A right triangle, which no ellipse equals.
      mask[i] = i % 64 > 8 && Math.floor(i / 64) < 60 && i % 64 < Math.floor(i / 64) ? 1 : 0;
    }
    const { ellipse, iou } = fitted(mask, 64, 64);
    expect(iou).toBe(intersectionOverUnion(rasterise([ellipse], 64, 64), mask));
    // Moments alone reach 0.75 for a triangle; the search must not lose against them.
    expect(iou).toBeGreaterThan(0.75);
    expect(iou).toBeLessThan(1);
  });
});

describe('connectedComponents', () => {
  it('joins pixels that touch by a corner and sorts blobs by area', () => {
    const picture = ['#..#', '.#.#', '...#', '#...'];
    const mask = Uint8Array.from(picture.join(''), (sign) => (sign === '#' ? 255 : 0));
    const components = connectedComponents(mask, 4, 4);
    expect(components.map(({ area }) => area)).toEqual([3, 2, 1]);
    expect([...(components[1]?.mask ?? [])].flatMap((v, i) => (v ? [i] : []))).toEqual([0, 5]);
  });

  it('splits a mask into disjoint parts that make up the whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 96, maxLength: 96, max: 1 }), (mask) => {
        const sum = new Uint8Array(96);
        for (const component of connectedComponents(mask, 12, 8)) {
          component.mask.forEach((value, i) => {
            sum[i] = (sum[i] ?? 0) + value;
          });
          expect(component.mask.reduce((total, value) => total + value, 0)).toBe(component.area);
        }
        expect(sum).toEqual(Uint8Array.from(mask));
      }),
    );
  });
});

const labels = join(sharedData, 'dagm-competition/Class8/Train/Label');
describe.skipIf(!hasSharedData('dagm-competition'))('the masks of the DAGM competition', () => {
  it('get one ellipse each, with an overlap of 0.99 on average and above 0.99 but for one dotted line', async () => {
    const files = readdirSync(labels).filter((file) => file.endsWith('.PNG'));
    expect(files.length).toBe(60);
    const overlaps: number[] = [];
    for (const file of files) {
      const { pixels, width, height } = await readGray(join(labels, file));
      overlaps.push(fitted(pixels, width, height).iou);
    }
    expect(overlaps.reduce((sum, iou) => sum + iou, 0) / 60).toBeGreaterThan(0.99);
    // 1502_label.PNG: 26 pixels spread over a line of 72.
    expect(overlaps.filter((iou) => iou < 0.99).length).toBe(1);
  });
});

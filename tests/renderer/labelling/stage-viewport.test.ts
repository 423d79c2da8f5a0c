import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actualSize,
  fitViewport,
  largestScale,
  panBy,
  smallestScale,
  toImage,
  toStage,
  viewBoxOf,
  zoomAt,
} from '../../../src-renderer/labelling/stage-viewport';

const viewports = fc.record({
  x: fc.double({ min: -5000, max: 5000, noNaN: true }),
  y: fc.double({ min: -5000, max: 5000, noNaN: true }),
  scale: fc.double({ min: smallestScale, max: largestScale, noNaN: true }),
});
const points = fc.record({
  x: fc.double({ min: 0, max: 2000, noNaN: true }),
  y: fc.double({ min: 0, max: 2000, noNaN: true }),
});

describe('the viewport of the stage', () => {
  it('fits a square image into the shorter side, centred, with 24 pixels around it', () => {
    const fitted = fitViewport({ width: 512, height: 512 }, { width: 1048, height: 560 });
    // (560 − 2·24) / 512 = 1; the stage is 1048 image pixels wide, 268 of them left of the image.
    expect(fitted).toEqual({ x: -268, y: -24, scale: 1 });
  });

  it('shows one image pixel a screen pixel on whole pixels, about the same middle', () => {
    const actual = actualSize({ x: 0, y: 0, scale: 2 }, { width: 101, height: 100 });
    // The middle is image point (25.25, 25); 25.25 − 50.5 = −25.25 is rounded.
    expect(actual).toEqual({ x: -25, y: -25, scale: 1 });
  });

  it('keeps the image point under the pointer while zooming', () => {
    fc.assert(
      fc.property(
        viewports,
        points,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (viewport, at, factor) => {
          const before = toImage(viewport, at);
          const after = toImage(zoomAt(viewport, factor, at), at);
          expect(after.x).toBeCloseTo(before.x, 6);
          expect(after.y).toBeCloseTo(before.y, 6);
        },
      ),
    );
  });

  it('never leaves the range of scales', () => {
    const { scale } = zoomAt({ x: 0, y: 0, scale: 1 }, 1e9, { x: 0, y: 0 });
    expect(scale).toBe(largestScale);
    expect(zoomAt({ x: 0, y: 0, scale: 1 }, 1e-9, { x: 0, y: 0 }).scale).toBe(smallestScale);
  });

  it('moves the picture with the pointer', () => {
    expect(panBy({ x: 10, y: 20, scale: 2 }, 8, -4)).toEqual({ x: 6, y: 22, scale: 2 });
  });

  it('leads from stage to image and back', () => {
    fc.assert(
      fc.property(viewports, points, (viewport, at) => {
        const back = toStage(viewport, toImage(viewport, at));
        expect(back.x).toBeCloseTo(at.x, 5);
        expect(back.y).toBeCloseTo(at.y, 5);
      }),
    );
  });

  it('makes a view box in image pixels', () => {
    expect(viewBoxOf({ x: -3, y: 4.5, scale: 4 }, { width: 100, height: 60 })).toBe('-3 4.5 25 15');
  });
});

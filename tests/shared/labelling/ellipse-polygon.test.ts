import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ellipseArea } from '../../../src-shared/labelling/ellipse';
import {
  ellipsePolygon,
  polygonArea,
  polygonCorners,
} from '../../../src-shared/labelling/ellipse-polygon';

describe('an ellipse as a polygon', () => {
  test('has the area of shapes worked out by hand', () => {
    expect(polygonArea([0, 0, 4, 0, 4, 3])).toBe(6);
    expect(polygonArea([0, 3, 4, 3, 4, 0, 0, 0])).toBe(12);
  });

  test('inside the image has 64 corners and the area πab', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 40, noNaN: true }),
        fc.double({ min: 0.1, max: 40, noNaN: true }),
        fc.double({ min: -7, max: 7, noNaN: true }),
        (a, b, angle) => {
          const ellipse = { x: 50, y: 50, a, b, angle };
          const polygon = ellipsePolygon(ellipse, 100, 100);
          expect(polygon).toHaveLength(2 * polygonCorners);
          expect(polygonArea(polygon) / ellipseArea(ellipse)).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  test('is cut at the border: a half and a quarter of a circle remain, nothing off the image', () => {
    const circle = { x: 0, y: 50, a: 10, b: 10, angle: 0.3 };
    const half = ellipsePolygon(circle, 100, 100);
    expect(polygonArea(half)).toBeCloseTo(50 * Math.PI, 6);
    expect(Math.min(...half.filter((_, i) => i % 2 === 0))).toBe(0);
    const quarter = ellipsePolygon({ ...circle, x: 100, y: 100 }, 100, 100);
    expect(polygonArea(quarter)).toBeCloseTo(25 * Math.PI, 0);
    expect(ellipsePolygon({ ...circle, x: -20 }, 100, 100)).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ellipseArea, ellipseContains } from '../../../src-shared/labelling/ellipse';
import { enclosingEllipse } from '../../../src-shared/labelling/enclosing-ellipse';
import { anyEllipse, anyPoint } from './arbitrary-ellipse';

describe('enclosingEllipse', () => {
  it('goes through the corners of a rectangle with semi-axes √2 times its half sides', () => {
    const corners = [0, 8].flatMap((x) => [0, 4].map((y) => ({ x, y })));
    const ellipse = enclosingEllipse([...corners, { x: 3, y: 1 }]);
    expect(ellipse?.x).toBeCloseTo(4, 3);
    expect(ellipse?.y).toBeCloseTo(2, 3);
    expect(ellipse?.a).toBeCloseTo(4 * Math.SQRT2, 2);
    expect(ellipse?.b).toBeCloseTo(2 * Math.SQRT2, 2);
  });

  it('finds an ellipse again from points on its border', () => {
    fc.assert(
      fc.property(anyEllipse, (ellipse) => {
        const points = Array.from({ length: 90 }, (_, i) => {
          const u = ellipse.a * Math.cos((i * Math.PI) / 45);
          const v = ellipse.b * Math.sin((i * Math.PI) / 45);
          const cos = Math.cos(ellipse.angle);
          const sin = Math.sin(ellipse.angle);
          return { x: ellipse.x + u * cos - v * sin, y: ellipse.y + u * sin + v * cos };
        });
        const found = enclosingEllipse(points);
        expect(found && ellipseArea(found) / ellipseArea(ellipse)).toBeCloseTo(1, 2);
      }),
    );
  });

  it('holds every point', () => {
    fc.assert(
      fc.property(fc.array(anyPoint, { minLength: 3, maxLength: 40 }), (points) => {
        const ellipse = enclosingEllipse(points);
        fc.pre(ellipse !== null && ellipse.b > 1e-3);
        expect(points.every(({ x, y }) => ellipse !== null && ellipseContains(ellipse, x, y))).toBe(
          true,
        );
      }),
    );
  });

  it('has no ellipse for points on one line', () => {
    expect(enclosingEllipse([])).toBeNull();
    expect(enclosingEllipse([0, 1, 2].map((i) => ({ x: i, y: 2 * i })))).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ellipseLevel } from '../../../src-shared/labelling/ellipse';
import { smallestSemiAxis } from '../../../src-shared/labelling/ellipse-edit';
import { threePointEllipse } from '../../../src-shared/labelling/ellipse-three-point';
import { anyPoint } from './arbitrary-ellipse';

describe('an ellipse of three points', () => {
  it('has its axis between the first two, and is as wide as the third says', () => {
    // The axis from (10, 10) to (40, 50) is 50 long; (3, 14) is off its line by |(−7)·40 − 4·30| / 50 = 8.
    const drawn = threePointEllipse({ x: 10, y: 10 }, { x: 40, y: 50 }, { x: 3, y: 14 });
    expect(drawn).toEqual({ x: 25, y: 30, a: 25, b: 8, angle: Math.atan2(4, 3) });
  });

  it('does not vanish where the third point is on the axis', () => {
    const drawn = threePointEllipse({ x: 0, y: 0 }, { x: 20, y: 0 }, { x: 7, y: 0 });
    expect(drawn?.b).toBe(smallestSemiAxis);
  });

  it('is none where its ends are less than a pixel apart', () => {
    expect(threePointEllipse({ x: 5, y: 5 }, { x: 5.5, y: 5.5 }, { x: 9, y: 9 })).toBeNull();
  });

  it('passes through both ends, and touches the line through the third point that runs along the axis', () => {
    fc.assert(
      fc.property(anyPoint, anyPoint, anyPoint, (first, second, through) => {
        fc.pre(Math.hypot(second.x - first.x, second.y - first.y) > 2);
        const ellipse = threePointEllipse(first, second, through);
        if (ellipse === null) throw new Error('There is no ellipse.');
        expect(ellipseLevel(ellipse, first.x, first.y)).toBeCloseTo(1, 6);
        expect(ellipseLevel(ellipse, second.x, second.y)).toBeCloseTo(1, 6);
        const across = { x: -Math.sin(ellipse.angle), y: Math.cos(ellipse.angle) };
        const away = Math.abs(
          (through.x - ellipse.x) * across.x + (through.y - ellipse.y) * across.y,
        );
        expect(ellipse.b).toBeCloseTo(Math.max(smallestSemiAxis, away), 6);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalEllipse,
  ellipseArea,
  ellipseBounds,
  ellipseContains,
  ellipseLevel,
  isValidEllipse,
  normalisedAngle,
} from '../../../src-shared/labelling/ellipse';
import { anyEllipse, anyPoint } from './arbitrary-ellipse';

const quarter = Math.PI / 2;

describe('ellipse', () => {
  it('has the area πab', () => {
    expect(ellipseArea({ x: 1, y: 2, a: 3, b: 4, angle: 5 })).toBeCloseTo(37.699111843, 8);
  });

  it('has the bounds worked out by hand at 0°, 90° and 45°', () => {
    const ellipse = { x: 10, y: 20, a: 4, b: 2, angle: 0 };
    expect(ellipseBounds(ellipse)).toEqual({ left: 6, top: 18, right: 14, bottom: 22 });
    const upright = ellipseBounds({ ...ellipse, angle: quarter });
    expect(upright.left).toBeCloseTo(8, 12);
    expect(upright.bottom).toBeCloseTo(24, 12);
    // √((16 + 4)/2) = √10 on both axes.
    const diagonal = ellipseBounds({ ...ellipse, angle: quarter / 2 });
    expect(diagonal.right - 10).toBeCloseTo(Math.sqrt(10), 12);
    expect(diagonal.bottom - 20).toBeCloseTo(Math.sqrt(10), 12);
  });

  it('turns clockwise on screen: at +45° the long axis reaches down to the right', () => {
    const ellipse = { x: 0, y: 0, a: 10, b: 1, angle: quarter / 2 };
    expect(ellipseContains(ellipse, 6, 6)).toBe(true);
    expect(ellipseContains(ellipse, 6, -6)).toBe(false);
  });

  it('contains its border and not what is beyond', () => {
    const ellipse = { x: 5, y: 5, a: 3, b: 2, angle: 0 };
    expect(ellipseContains(ellipse, 8, 5)).toBe(true);
    expect(ellipseContains(ellipse, 5, 7)).toBe(true);
    expect(ellipseContains(ellipse, 8.001, 5)).toBe(false);
    expect(ellipseContains(ellipse, 7.9, 6.9)).toBe(false);
  });

  it('is valid only with five finite numbers and positive semi-axes', () => {
    const ellipse = { x: 1, y: 1, a: 1, b: 1, angle: 0 };
    expect(isValidEllipse(ellipse)).toBe(true);
    for (const key of ['x', 'y', 'a', 'b', 'angle'] as const) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        expect(isValidEllipse({ ...ellipse, [key]: value })).toBe(false);
      }
    }
    expect(isValidEllipse({ ...ellipse, a: 0 })).toBe(false);
    expect(isValidEllipse({ ...ellipse, b: -1 })).toBe(false);
  });

  it('brings any angle into [0, π)', () => {
    expect(normalisedAngle(-2.37)).toBeCloseTo(Math.PI - 2.37, 12);
    expect(normalisedAngle(4.71)).toBeCloseTo(4.71 - Math.PI, 12);
    expect(normalisedAngle(Math.PI)).toBe(0);
    expect(normalisedAngle(-1e-20)).toBe(0);
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (angle) => {
        const normal = normalisedAngle(angle);
        expect(normal >= 0 && normal < Math.PI).toBe(true);
        expect(Math.abs(Math.sin(normal - angle))).toBeLessThan(1e-9);
      }),
    );
  });

  it('stays the same set of points in canonical form', () => {
    fc.assert(
      fc.property(anyEllipse, anyPoint, (ellipse, { x, y }) => {
        const canonical = canonicalEllipse(ellipse);
        expect(canonical.a).toBeGreaterThanOrEqual(canonical.b);
        const level = ellipseLevel(ellipse, x, y);
        expect(Math.abs(ellipseLevel(canonical, x, y) - level)).toBeLessThan(1e-6 * (1 + level));
      }),
    );
  });

  it('keeps what it contains when the ellipse and the point turn together', () => {
    fc.assert(
      fc.property(
        anyEllipse,
        anyPoint,
        fc.double({ min: -4, max: 4, noNaN: true }),
        (e, p, turn) => {
          const cos = Math.cos(turn);
          const sin = Math.sin(turn);
          const turned = (x: number, y: number) => ({ x: x * cos - y * sin, y: x * sin + y * cos });
          const centre = turned(e.x, e.y);
          const point = turned(p.x, p.y);
          const level = ellipseLevel(e, p.x, p.y);
          const other = ellipseLevel({ ...e, ...centre, angle: e.angle + turn }, point.x, point.y);
          expect(Math.abs(other - level)).toBeLessThan(1e-6 * (1 + level));
        },
      ),
    );
  });

  it('touches its bounds and never leaves them', () => {
    fc.assert(
      fc.property(anyEllipse, (ellipse) => {
        const { left, right, top, bottom } = ellipseBounds(ellipse);
        const cos = Math.cos(ellipse.angle);
        const sin = Math.sin(ellipse.angle);
        let rightmost = Number.NEGATIVE_INFINITY;
        for (let i = 0; i < 720; i += 1) {
          const u = ellipse.a * Math.cos((i * Math.PI) / 360);
          const v = ellipse.b * Math.sin((i * Math.PI) / 360);
          const x = ellipse.x + u * cos - v * sin;
          const y = ellipse.y + u * sin + v * cos;
          expect(x > left - 1e-6 && x < right + 1e-6 && y > top - 1e-6 && y < bottom + 1e-6).toBe(
            true,
          );
          rightmost = Math.max(rightmost, x);
        }
        // Half a degree off the extreme point costs at most 1 − cos 0.25° = 1e-5 of the half width.
        expect(right - rightmost).toBeLessThan(1e-4 * (right - left));
      }),
    );
  });
});

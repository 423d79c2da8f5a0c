import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centredEllipse,
  ellipseHandles,
  handlePosition,
  inscribedEllipse,
  moveEllipse,
  resizeEllipse,
  rotateEllipse,
  rotateTowards,
  growEllipse,
  scaleEllipse,
  smallestSemiAxis,
} from '../../../src-shared/labelling/ellipse-edit';
import { ellipseBounds, ellipseLevel, isValidEllipse } from '../../../src-shared/labelling/ellipse';
import { anyEllipse, anyPoint } from './arbitrary-ellipse';

const opposite = {
  'a-end': 'a-start',
  'a-start': 'a-end',
  'b-end': 'b-start',
  'b-start': 'b-end',
} as const;
const anyHandle = fc.constantFrom(...ellipseHandles);

describe('drawing', () => {
  it('inscribes an ellipse between the two corners of a drag, whichever way it went', () => {
    const drawn = { x: 15, y: 30, a: 5, b: 10, angle: 0 };
    expect(inscribedEllipse({ x: 10, y: 20 }, { x: 20, y: 40 })).toEqual(drawn);
    expect(inscribedEllipse({ x: 20, y: 20 }, { x: 10, y: 40 })).toEqual(drawn);
    expect(centredEllipse({ x: 15, y: 30 }, { x: 10, y: 40 })).toEqual(drawn);
  });

  it('draws nothing for a click or a line', () => {
    expect(inscribedEllipse({ x: 10, y: 20 }, { x: 10, y: 20 })).toBeNull();
    expect(inscribedEllipse({ x: 10, y: 20 }, { x: 50, y: 20.9 })).toBeNull();
    expect(centredEllipse({ x: 10, y: 20 }, { x: 50, y: 20.4 })).toBeNull();
  });

  it('touches all four sides of the drag', () => {
    fc.assert(
      fc.property(anyPoint, anyPoint, (first, second) => {
        const ellipse = inscribedEllipse(first, second);
        if (ellipse === null) {
          expect(Math.min(Math.abs(first.x - second.x), Math.abs(first.y - second.y))).toBeLessThan(
            1,
          );
          return;
        }
        const bounds = ellipseBounds(ellipse);
        expect(bounds.left).toBeCloseTo(Math.min(first.x, second.x), 6);
        expect(bounds.right).toBeCloseTo(Math.max(first.x, second.x), 6);
        expect(bounds.top).toBeCloseTo(Math.min(first.y, second.y), 6);
        expect(bounds.bottom).toBeCloseTo(Math.max(first.y, second.y), 6);
      }),
    );
  });
});

describe('moving and turning', () => {
  it('moves without changing shape, and leaves the original alone', () => {
    const ellipse = Object.freeze({ x: 1, y: 2, a: 3, b: 4, angle: 5 });
    expect(moveEllipse(ellipse, 10, -1)).toEqual({ x: 11, y: 1, a: 3, b: 4, angle: 5 });
    expect(rotateEllipse(ellipse, 0.5)).toEqual({ x: 1, y: 2, a: 3, b: 4, angle: 5.5 });
  });

  it('points the end of axis a at the pointer', () => {
    fc.assert(
      fc.property(anyEllipse, anyPoint, (ellipse, point) => {
        fc.pre(Math.hypot(point.x - ellipse.x, point.y - ellipse.y) > 1e-3);
        const end = handlePosition(rotateTowards(ellipse, point), 'a-end');
        const distance = Math.hypot(point.x - ellipse.x, point.y - ellipse.y);
        expect(end.x - ellipse.x).toBeCloseTo(((point.x - ellipse.x) / distance) * ellipse.a, 6);
        expect(end.y - ellipse.y).toBeCloseTo(((point.y - ellipse.y) / distance) * ellipse.a, 6);
      }),
    );
    const ellipse = { x: 1, y: 2, a: 3, b: 4, angle: 5 };
    expect(rotateTowards(ellipse, { x: 1, y: 2 })).toBe(ellipse);
  });
});

describe('resizing', () => {
  it('drags one end while the other stays, worked out by hand', () => {
    const ellipse = { x: 10, y: 10, a: 4, b: 2, angle: 0 };
    expect(resizeEllipse(ellipse, 'a-end', { x: 20, y: 99 })).toEqual({ ...ellipse, x: 13, a: 7 });
    expect(resizeEllipse(ellipse, 'b-start', { x: 0, y: 4 })).toEqual({ ...ellipse, y: 8, b: 4 });
    expect(resizeEllipse(ellipse, 'a-start', { x: 0, y: 0 }, 'centre')).toEqual({
      ...ellipse,
      a: 10,
    });
  });

  it('has its handles on the border', () => {
    fc.assert(
      fc.property(anyEllipse, anyHandle, (ellipse, handle) => {
        const { x, y } = handlePosition(ellipse, handle);
        expect(ellipseLevel(ellipse, x, y)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('changes nothing when a handle is dropped where it was', () => {
    fc.assert(
      fc.property(anyEllipse, anyHandle, (ellipse, handle) => {
        const same = resizeEllipse(ellipse, handle, handlePosition(ellipse, handle));
        for (const key of ['x', 'y', 'a', 'b', 'angle'] as const) {
          expect(same[key]).toBeCloseTo(ellipse[key], 6);
        }
      }),
    );
  });

  it('keeps the other end, the other axis and the angle, and never becomes invalid', () => {
    fc.assert(
      fc.property(anyEllipse, anyHandle, anyPoint, (ellipse, handle, to) => {
        const resized = resizeEllipse(ellipse, handle, to);
        const before = handlePosition(ellipse, opposite[handle]);
        const after = handlePosition(resized, opposite[handle]);
        expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1e-6);
        expect(resized.angle).toBe(ellipse.angle);
        const other = handle.startsWith('a') ? 'b' : 'a';
        expect(resized[other]).toBe(ellipse[other]);
        expect(isValidEllipse(resized)).toBe(true);
        expect(Math.min(resized.a, resized.b)).toBeGreaterThanOrEqual(smallestSemiAxis);
      }),
    );
  });
});

describe('scaling', () => {
  it('keeps the proportions, worked out by hand', () => {
    const ellipse = { x: 10, y: 10, a: 4, b: 2, angle: 0 };
    // From 6 … 14 to 6 … 20: half as wide again and a quarter, 7 / 4.
    expect(scaleEllipse(ellipse, 'a-end', { x: 20, y: 99 })).toEqual({
      ...{ x: 13, y: 10, a: 7, b: 3.5, angle: 0 },
    });
    expect(scaleEllipse(ellipse, 'b-end', { x: 0, y: 13 }, 'centre')).toEqual({
      ...{ x: 10, y: 10, a: 6, b: 3, angle: 0 },
    });
    // The shorter axis cannot become less than half a pixel, so the longer one stops at 1, its other end at 6.
    expect(scaleEllipse(ellipse, 'a-end', { x: -50, y: 10 })).toEqual({
      ...{ x: 7, y: 10, a: 1, b: 0.5, angle: 0 },
    });
  });

  it('keeps proportions, angle and the other end, whatever the handle', () => {
    fc.assert(
      fc.property(anyEllipse, anyHandle, anyPoint, (ellipse, handle, to) => {
        const scaled = scaleEllipse(ellipse, handle, to);
        expect(scaled.a / scaled.b).toBeCloseTo(ellipse.a / ellipse.b, 6);
        const before = handlePosition(ellipse, opposite[handle]);
        const after = handlePosition(scaled, opposite[handle]);
        expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1e-6);
        expect(Math.min(scaled.a, scaled.b)).toBeGreaterThanOrEqual(smallestSemiAxis - 1e-9);
      }),
    );
  });

  it('grows one semi-axis about the centre, and stops where the ellipse would vanish', () => {
    const ellipse = { x: 10, y: 10, a: 4, b: 2, angle: 1 };
    expect(growEllipse(ellipse, 'a', 1)).toEqual({ ...ellipse, a: 5 });
    expect(growEllipse(ellipse, 'b', -10)).toEqual({ ...ellipse, b: smallestSemiAxis });
  });
});

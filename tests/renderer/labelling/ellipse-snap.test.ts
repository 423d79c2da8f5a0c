import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  angleStep,
  snappedAngle,
  snappedDirection,
  squareCorner,
  straightened,
} from '../../../src-shared/labelling/ellipse-snap';

describe('snapping', () => {
  it('goes to the nearest multiple of 15°', () => {
    expect((snappedAngle((22 * Math.PI) / 180) * 180) / Math.PI).toBeCloseTo(15, 12);
    expect((snappedAngle((23 * Math.PI) / 180) * 180) / Math.PI).toBeCloseTo(30, 12);
    expect((snappedAngle((-52 * Math.PI) / 180) * 180) / Math.PI).toBeCloseTo(-45, 12);
  });

  it('never turns by more than half a step', () => {
    fc.assert(
      fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (angle) => {
        expect(Math.abs(snappedAngle(angle) - angle)).toBeLessThanOrEqual(angleStep / 2 + 1e-9);
      }),
    );
  });

  it('widens a rectangle to a square in the direction of the drag', () => {
    expect(squareCorner({ x: 5, y: 5 }, { x: 2, y: 15 })).toEqual({ x: -5, y: 15 });
    expect(squareCorner({ x: 0, y: 0 }, { x: 8, y: 0 })).toEqual({ x: 8, y: 8 });
  });

  it('turns a line to the nearest multiple of 15° and keeps its length', () => {
    const snapped = snappedDirection({ x: 10, y: 10 }, { x: 20, y: 11 });
    expect(snapped.x).toBeCloseTo(10 + Math.hypot(10, 1), 12);
    expect(snapped.y).toBe(10);
  });

  it('keeps of a movement what goes mostly: across, or down', () => {
    expect(straightened(-7, 3)).toEqual({ dx: -7, dy: 0 });
    expect(straightened(2, 3)).toEqual({ dx: 0, dy: 3 });
  });
});

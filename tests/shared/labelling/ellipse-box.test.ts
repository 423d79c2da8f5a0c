import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ellipseContains } from '../../../src-shared/labelling/ellipse';
import {
  boxBetween,
  ellipseMeetsBox,
  reachesImage,
} from '../../../src-shared/labelling/ellipse-box';
import { moveEllipse } from '../../../src-shared/labelling/ellipse-edit';
import { anyEllipse, anyPoint } from './arbitrary-ellipse';

describe('an ellipse and a box', () => {
  const circle = { x: 0, y: 0, a: 10, b: 10, angle: 0 };

  it('meet where a side cuts the ellipse, where one holds the other, and nowhere else', () => {
    expect(ellipseMeetsBox(circle, boxBetween({ x: 9, y: -5 }, { x: 30, y: 5 }))).toBe(true);
    expect(ellipseMeetsBox(circle, boxBetween({ x: -2, y: 3 }, { x: 2, y: 5 }))).toBe(true);
    expect(ellipseMeetsBox(circle, boxBetween({ x: 50, y: 50 }, { x: -50, y: -50 }))).toBe(true);
    // Within the ellipse's own rectangle, but beyond its border: (8, 8) is 11.3 from the centre.
    expect(ellipseMeetsBox(circle, boxBetween({ x: 8, y: 8 }, { x: 20, y: 20 }))).toBe(false);
    expect(ellipseMeetsBox(circle, boxBetween({ x: 7, y: 7 }, { x: 20, y: 20 }))).toBe(true);
  });

  it('meet where a point of the box lies in the ellipse', () => {
    fc.assert(
      fc.property(anyEllipse, anyPoint, anyPoint, anyPoint, (ellipse, one, other, share) => {
        const box = boxBetween(one, other);
        const at = {
          x: box.left + ((share.x + 100) / 800) * (box.right - box.left),
          y: box.top + ((share.y + 100) / 800) * (box.bottom - box.top),
        };
        fc.pre(ellipseContains(ellipse, at.x, at.y));
        expect(ellipseMeetsBox(ellipse, box)).toBe(true);
      }),
    );
  });

  it('meet or not, wherever both are moved together', () => {
    fc.assert(
      fc.property(anyEllipse, anyPoint, anyPoint, (ellipse, one, other) => {
        const moved = (x: number, y: number) => ({ x: x + 64, y: y - 32 });
        const there = ellipseMeetsBox(
          moveEllipse(ellipse, 64, -32),
          boxBetween(moved(one.x, one.y), moved(other.x, other.y)),
        );
        const near = (level: number) =>
          ellipseMeetsBox(
            { ...ellipse, a: ellipse.a * level, b: ellipse.b * level },
            boxBetween(one, other),
          );
        // Touching to the last bit may be rounded either way.
        fc.pre(near(0.999999) === near(1.000001));
        expect(there).toBe(ellipseMeetsBox(ellipse, boxBetween(one, other)));
      }),
    );
  });
});

describe('an ellipse that leaves its image', () => {
  const size = { width: 64, height: 48 };
  it('reaches it while its rectangle covers some of it', () => {
    expect(reachesImage({ x: -9, y: 20, a: 10, b: 4, angle: 0 }, size)).toBe(true);
    expect(reachesImage({ x: -10, y: 20, a: 10, b: 4, angle: 0 }, size)).toBe(false);
    expect(reachesImage({ x: 30, y: 52, a: 10, b: 4, angle: 0 }, size)).toBe(false);
    expect(reachesImage({ x: 30, y: 57, a: 10, b: 4, angle: Math.PI / 2 }, size)).toBe(true);
  });
});

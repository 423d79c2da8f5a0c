import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ellipseLevel, type Ellipse } from '../../../src-shared/labelling/ellipse';
import { handlePosition, rotateEllipse } from '../../../src-shared/labelling/ellipse-edit';
import { groupCentre, rotateAbout, rotateGroup } from '../../../src-shared/labelling/ellipse-group';
import { anyEllipse, anyPoint } from './arbitrary-ellipse';

describe('several ellipses', () => {
  const left = { x: 10, y: 20, a: 4, b: 2, angle: 0 };
  const right = { x: 30, y: 20, a: 4, b: 2, angle: 0 };

  it('have their middle where the mean of their centres is', () => {
    expect(groupCentre([left])).toEqual({ x: 10, y: 20 });
    expect(groupCentre([left, right])).toEqual({ x: 20, y: 20 });
    expect(groupCentre([left, { ...right, y: 40, x: 34 }])).toEqual({ x: 22, y: 30 });
  });

  it('go round their middle when they are turned: what was left is up after a quarter turn', () => {
    const [one, other] = rotateGroup([left, right], Math.PI / 2);
    expect(one?.x).toBeCloseTo(20, 12);
    expect(one?.y).toBeCloseTo(10, 12);
    expect(other?.y).toBeCloseTo(30, 12);
    expect(one?.angle).toBe(Math.PI / 2);
  });

  it('keep their middle, however often they are turned', () => {
    let group: readonly Ellipse[] = [left, right, { x: 13, y: 70, a: 9, b: 1, angle: 2 }];
    for (let turn = 0; turn < 50; turn += 1) group = rotateGroup(group, 0.3);
    const [first, ...others] = group;
    if (first === undefined) throw new Error('The group is gone.');
    expect(groupCentre([first, ...others]).x).toBeCloseTo(53 / 3, 9);
    expect(groupCentre([first, ...others]).y).toBeCloseTo(110 / 3, 9);
  });

  it('turn in place when there is one alone', () => {
    fc.assert(
      fc.property(anyEllipse, fc.double({ min: -7, max: 7, noNaN: true }), (ellipse, by) => {
        expect(rotateGroup([ellipse], by)).toEqual([rotateEllipse(ellipse, by)]);
      }),
    );
  });

  it('keep every point on the border when turned about any point, and come back', () => {
    fc.assert(
      fc.property(
        anyEllipse,
        anyPoint,
        fc.double({ min: -7, max: 7, noNaN: true }),
        (ellipse, about, by) => {
          const turned = rotateAbout(ellipse, about, by);
          const end = handlePosition(ellipse, 'b-end');
          const [dx, dy] = [end.x - about.x, end.y - about.y];
          const moved = {
            x: about.x + dx * Math.cos(by) - dy * Math.sin(by),
            y: about.y + dx * Math.sin(by) + dy * Math.cos(by),
          };
          expect(ellipseLevel(turned, moved.x, moved.y)).toBeCloseTo(1, 5);
          const back = rotateAbout(turned, about, -by);
          expect(back.x).toBeCloseTo(ellipse.x, 6);
          expect(back.y).toBeCloseTo(ellipse.y, 6);
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { LabelledEllipse } from '../../../src-shared/ipc/views';
import {
  beginGesture,
  continueGesture,
  gripPosition,
  targetAt,
  type Gesture,
} from '../../../src-renderer/labelling/stage-gesture';

const free = { shift: false, centre: false };
const shift = { shift: true, centre: false };
const fromCentre = { shift: false, centre: true };

const large: LabelledEllipse = { id: 1, shape: { x: 100, y: 100, a: 40, b: 20, angle: 0 } };
const small: LabelledEllipse = { id: 2, shape: { x: 110, y: 100, a: 5, b: 5, angle: 0 } };

function draw(to: { x: number; y: number }, held = free): Gesture {
  return continueGesture({ kind: 'drawing', from: { x: 10, y: 20 }, shape: null }, to, held);
}

function started(gesture: Gesture | null): Gesture {
  if (gesture === null) throw new Error('No gesture began.');
  return gesture;
}

describe('drawing', () => {
  it('inscribes an ellipse between two corners', () => {
    expect(draw({ x: 50, y: 40 }).shape).toEqual({ x: 30, y: 30, a: 20, b: 10, angle: 0 });
  });

  it('draws a circle with Shift, as wide as the longer side, in the direction of the drag', () => {
    expect(draw({ x: 50, y: 10 }, shift).shape).toEqual({ x: 30, y: 0, a: 20, b: 20, angle: 0 });
  });

  it('draws from the centre with Ctrl and Alt', () => {
    expect(draw({ x: 14, y: 26 }, fromCentre).shape).toEqual({
      x: 10,
      y: 20,
      a: 4,
      b: 6,
      angle: 0,
    });
  });

  it('draws nothing on a click', () => {
    expect(draw({ x: 10.4, y: 20.4 }).shape).toBeNull();
  });
});

describe('what lies under the pointer', () => {
  it('is the smallest ellipse that holds the point', () => {
    const target = targetAt({ x: 110, y: 101 }, [large, small], null, 1);
    expect(target).toEqual({ kind: 'ellipse', ellipse: small });
  });

  it('is a handle of the selected ellipse within eight screen pixels', () => {
    expect(targetAt({ x: 147, y: 100 }, [large], large, 1)).toEqual({
      kind: 'handle',
      handle: 'a-end',
    });
    // At four-fold zoom the same image point is 28 screen pixels away.
    expect(targetAt({ x: 147, y: 100 }, [large], large, 4).kind).toBe('nothing');
  });

  it('is the tiny ellipse itself where its centre is nearer than its handles', () => {
    expect(targetAt({ x: 110.5, y: 100 }, [small], small, 1).kind).toBe('ellipse');
  });

  it('is the turning grip, 26 screen pixels above the upper end of axis b', () => {
    expect(gripPosition(large.shape, 2)).toEqual({ x: 100, y: 100 - 20 - 13 });
    expect(targetAt({ x: 100, y: 67 }, [large], large, 2).kind).toBe('turn');
  });

  it('puts the grip on the lower end where the upper one is off the image', () => {
    const atTop = { x: 100, y: 10, a: 40, b: 20, angle: 0 };
    expect(gripPosition(atTop, 2)).toEqual({ x: 100, y: 10 + 20 + 13 });
  });

  it('is nothing away from every ellipse, and dragging there begins nothing', () => {
    const target = targetAt({ x: 300, y: 300 }, [large, small], null, 1);
    expect(target.kind).toBe('nothing');
    expect(beginGesture(target, null, { x: 300, y: 300 })).toBeNull();
  });
});

describe('editing', () => {
  it('moves an ellipse by what the pointer moved', () => {
    const begun = started(
      beginGesture({ kind: 'ellipse', ellipse: large }, large, { x: 90, y: 95 }),
    );
    expect(continueGesture(begun, { x: 93, y: 90 }, free).shape).toEqual({
      ...large.shape,
      x: 103,
      y: 95,
    });
  });

  it('resizes by a handle and keeps the other end, or the centre with Ctrl and Alt', () => {
    const begun = started(
      beginGesture({ kind: 'handle', handle: 'a-end' }, large, { x: 140, y: 100 }),
    );
    // The other end stays at x = 60.
    expect(continueGesture(begun, { x: 160, y: 100 }, free).shape).toMatchObject({ x: 110, a: 50 });
    expect(continueGesture(begun, { x: 160, y: 100 }, fromCentre).shape).toMatchObject({
      x: 100,
      a: 60,
    });
  });

  it('turns by the angle between two directions, in steps of 15° with Shift', () => {
    const begun = started(beginGesture({ kind: 'turn' }, large, { x: 100, y: 54 }));
    // From straight up to straight right is a quarter turn clockwise.
    const quarter = continueGesture(begun, { x: 150, y: 100 }, free).shape;
    expect(quarter?.angle).toBeCloseTo(Math.PI / 2, 12);
    // 20° clockwise of straight up snaps to 15°.
    const to = {
      x: 100 + 50 * Math.sin((20 * Math.PI) / 180),
      y: 100 - 50 * Math.cos((20 * Math.PI) / 180),
    };
    expect(continueGesture(begun, to, shift).shape?.angle).toBeCloseTo(Math.PI / 12, 12);
  });
});

import { describe, expect, it } from 'vitest';
import {
  beginDrawing,
  beginEditing,
  changedShapes,
  continueGesture,
  drawnShape,
  editedShapes,
  type Gesture,
} from '../../../src-renderer/labelling/stage-gesture';
import { gestureText } from '../../../src-renderer/labelling/stage-readout';
import type { LabelledEllipse } from '../../../src-shared/ipc/views';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';

const free = { shift: false, centre: false };
const shift = { shift: true, centre: false };
const fromCentre = { shift: false, centre: true };

const large: LabelledEllipse = { id: 1, shape: { x: 100, y: 100, a: 40, b: 20, angle: 0 } };
const small: LabelledEllipse = { id: 2, shape: { x: 110, y: 100, a: 5, b: 5, angle: 0 } };

function draw(to: { x: number; y: number }, held = free): Ellipse | null {
  return drawnShape(continueGesture(beginDrawing('ellipse', { x: 10, y: 20 }), to, held));
}

function first(gesture: Gesture): Ellipse | undefined {
  return editedShapes(gesture)[0]?.shape;
}

describe('drawing', () => {
  it('inscribes an ellipse between two corners', () => {
    expect(draw({ x: 50, y: 40 })).toEqual({ x: 30, y: 30, a: 20, b: 10, angle: 0 });
  });

  it('draws a circle with Shift, as wide as the longer side, in the direction of the drag', () => {
    expect(draw({ x: 50, y: 10 }, shift)).toEqual({ x: 30, y: 0, a: 20, b: 20, angle: 0 });
  });

  it('draws from the centre with Ctrl and Alt', () => {
    expect(draw({ x: 14, y: 26 }, fromCentre)).toEqual({ x: 10, y: 20, a: 4, b: 6, angle: 0 });
  });

  it('draws nothing on a click', () => {
    expect(draw({ x: 10.4, y: 20.4 })).toBeNull();
  });
});

describe('drawing by three points', () => {
  const axis = continueGesture(
    beginDrawing('three-point', { x: 10, y: 10 }),
    { x: 40, y: 50 },
    free,
  );
  const width: Gesture = {
    kind: 'width',
    from: { x: 10, y: 10 },
    to: { x: 40, y: 50 },
    shape: null,
  };

  it('has no ellipse while its axis is drawn, whose length and direction are read', () => {
    expect(drawnShape(axis)).toBeNull();
    expect(gestureText(axis)).toBe('50.0 px · 53.1°');
  });

  it('turns the axis in steps of 15° with Shift', () => {
    const begun = beginDrawing('three-point', { x: 10, y: 10 });
    const snapped = continueGesture(begun, { x: 50, y: 11 }, shift);
    expect(snapped).toMatchObject({ kind: 'axis', to: { y: 10 } });
  });

  it('takes its width from the third point, and is a circle with Shift', () => {
    // (3, 14) is 8 pixels off the axis.
    const drawn = continueGesture(width, { x: 3, y: 14 }, free);
    expect(drawnShape(drawn)).toEqual({ x: 25, y: 30, a: 25, b: 8, angle: Math.atan2(4, 3) });
    expect(drawnShape(continueGesture(width, { x: 3, y: 14 }, shift))?.b).toBe(25);
  });
});

describe('editing', () => {
  it('moves an ellipse by what the pointer moved, straight with Shift', () => {
    const begun = beginEditing({ kind: 'moving' }, [large], { x: 90, y: 95 });
    expect(first(continueGesture(begun, { x: 93, y: 90 }, free))).toEqual({
      ...large.shape,
      x: 103,
      y: 95,
    });
    expect(first(continueGesture(begun, { x: 93, y: 90 }, shift))).toEqual({
      ...large.shape,
      y: 95,
    });
  });

  it('moves several together, and says what has changed', () => {
    const begun = beginEditing({ kind: 'moving' }, [large, small], { x: 0, y: 0 });
    expect(changedShapes(begun)).toEqual([]);
    const moved = continueGesture(begun, { x: 5, y: -2 }, free);
    expect(changedShapes(moved)).toEqual([
      { id: 1, shape: { ...large.shape, x: 105, y: 98 } },
      { id: 2, shape: { ...small.shape, x: 115, y: 98 } },
    ]);
    expect(gestureText(moved)).toBe('+5.0, −2.0 px');
  });

  it('resizes by a handle and keeps the other end, the centre with Ctrl and Alt, the proportions with Shift', () => {
    const how = { kind: 'resizing', handle: 'a-end' } as const;
    const begun = beginEditing(how, [large], { x: 140, y: 100 });
    // The other end stays at x = 60.
    expect(first(continueGesture(begun, { x: 160, y: 100 }, free))).toMatchObject({
      x: 110,
      a: 50,
      b: 20,
    });
    expect(first(continueGesture(begun, { x: 160, y: 100 }, fromCentre))).toMatchObject({
      x: 100,
      a: 60,
    });
    expect(first(continueGesture(begun, { x: 160, y: 100 }, shift))).toMatchObject({
      a: 50,
      b: 25,
    });
  });

  it('turns by the angle between two directions, in steps of 15° with Shift, and shows the angle', () => {
    const begun = beginEditing({ kind: 'turning' }, [large], { x: 100, y: 54 });
    // From straight up to straight right is a quarter turn clockwise.
    const quarter = continueGesture(begun, { x: 150, y: 100 }, free);
    expect(first(quarter)?.angle).toBeCloseTo(Math.PI / 2, 12);
    expect(gestureText(quarter)).toBe('90.0°');
    // 20° clockwise of straight up snaps to 15°.
    const to = {
      x: 100 + 50 * Math.sin((20 * Math.PI) / 180),
      y: 100 - 50 * Math.cos((20 * Math.PI) / 180),
    };
    expect(first(continueGesture(begun, to, shift))?.angle).toBeCloseTo(Math.PI / 12, 12);
  });
});

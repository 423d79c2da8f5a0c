import { assertNever } from '../../src-shared/assert-never';
import type { LabelledEllipse } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import {
  centredEllipse,
  inscribedEllipse,
  moveEllipse,
  resizeEllipse,
  rotateEllipse,
  scaleEllipse,
  type EllipseHandle,
  type Point,
} from '../../src-shared/labelling/ellipse-edit';
import {
  snappedAngle,
  snappedDirection,
  squareCorner,
  straightened,
} from '../../src-shared/labelling/ellipse-snap';
import { threePointEllipse } from '../../src-shared/labelling/ellipse-three-point';

/** What the pointer does on the stage: select and edit, draw from corner to corner, draw an axis and then the width. */
export const stageTools = ['select', 'ellipse', 'three-point'] as const;
export type StageTool = (typeof stageTools)[number];

/** Keys held while the pointer moves. */
export interface Held {
  /** A circle; turning in steps; moving straight; resizing in proportion. */
  readonly shift: boolean;
  /** Ctrl+Alt: from the centre. */
  readonly centre: boolean;
}

/** What the pointer is doing, in image coordinates. */
export type Gesture =
  | { readonly kind: 'drawing'; readonly from: Point; readonly shape: Ellipse | null }
  /** The first two of three points. */
  | { readonly kind: 'axis'; readonly from: Point; readonly to: Point }
  /** The third, no button held. */
  | {
      readonly kind: 'width';
      readonly from: Point;
      readonly to: Point;
      readonly shape: Ellipse | null;
    }
  /** A box around what is to be selected. */
  | { readonly kind: 'boxing'; readonly from: Point; readonly to: Point }
  | (Editing & { readonly kind: 'moving' })
  | (Editing & { readonly kind: 'resizing'; readonly handle: EllipseHandle })
  | (Editing & { readonly kind: 'turning' });

interface Editing {
  readonly from: Point;
  readonly originals: readonly LabelledEllipse[];
  /** In the order of `originals`. */
  readonly shapes: readonly LabelledEllipse[];
}

/** The gesture that a drawing tool begins. */
export function beginDrawing(tool: Exclude<StageTool, 'select'>, from: Point): Gesture {
  return tool === 'ellipse'
    ? { kind: 'drawing', from, shape: null }
    : { kind: 'axis', from, to: from };
}

/** The gesture that edits ellipses. */
export function beginEditing(
  how: { readonly kind: 'moving' | 'turning' } | { kind: 'resizing'; handle: EllipseHandle },
  originals: readonly LabelledEllipse[],
  from: Point,
): Gesture {
  return { ...how, from, originals, shapes: originals };
}

/** The gesture after the pointer moved to `to`. */
export function continueGesture(gesture: Gesture, to: Point, held: Held): Gesture {
  switch (gesture.kind) {
    case 'drawing':
      return { ...gesture, shape: drawn(gesture.from, to, held) };
    case 'axis':
      return { ...gesture, to: held.shift ? snappedDirection(gesture.from, to) : to };
    case 'width': {
      const shape = threePointEllipse(gesture.from, gesture.to, to);
      return { ...gesture, shape: shape !== null && held.shift ? { ...shape, b: shape.a } : shape };
    }
    case 'boxing':
      return { ...gesture, to };
    case 'moving': {
      const [across, down] = [to.x - gesture.from.x, to.y - gesture.from.y];
      const { dx, dy } = held.shift ? straightened(across, down) : { dx: across, dy: down };
      return edited(gesture, (shape) => moveEllipse(shape, dx, dy));
    }
    case 'resizing': {
      const resize = held.shift ? scaleEllipse : resizeEllipse;
      const keep = held.centre ? 'centre' : 'opposite';
      return edited(gesture, (shape) => resize(shape, gesture.handle, to, keep));
    }
    case 'turning':
      return edited(gesture, (shape) => {
        const by = directionOf(shape, to) - directionOf(shape, gesture.from);
        const turned = rotateEllipse(shape, by);
        return held.shift ? { ...turned, angle: snappedAngle(turned.angle) } : turned;
      });
    default:
      return assertNever(gesture);
  }
}

/** The ellipse that is being drawn; null before there is one. */
export function drawnShape(gesture: Gesture | null): Ellipse | null {
  return gesture?.kind === 'drawing' || gesture?.kind === 'width' ? gesture.shape : null;
}

/** The ellipses that are being edited, as they are now; none for the other gestures. */
export function editedShapes(gesture: Gesture | null): readonly LabelledEllipse[] {
  return gesture !== null && 'shapes' in gesture ? gesture.shapes : [];
}

/** Those of the edited ellipses that differ from what they were. */
export function changedShapes(gesture: Gesture): readonly LabelledEllipse[] {
  if (!('shapes' in gesture)) return [];
  return gesture.shapes.filter(({ shape }, index) => {
    const original = gesture.originals[index]?.shape;
    return original === undefined || differs(shape, original);
  });
}

function edited<G extends Editing>(gesture: G, how: (shape: Ellipse) => Ellipse): G {
  const shapes = gesture.originals.map(({ id, shape }) => ({ id, shape: how(shape) }));
  return { ...gesture, shapes };
}

function drawn(from: Point, to: Point, held: Held): Ellipse | null {
  const corner = held.shift ? squareCorner(from, to) : to;
  return held.centre ? centredEllipse(from, corner) : inscribedEllipse(from, corner);
}

function directionOf(centre: Point, at: Point): number {
  return Math.atan2(at.y - centre.y, at.x - centre.x);
}

function differs(one: Ellipse, other: Ellipse): boolean {
  return (
    one.x !== other.x ||
    one.y !== other.y ||
    one.a !== other.a ||
    one.b !== other.b ||
    one.angle !== other.angle
  );
}

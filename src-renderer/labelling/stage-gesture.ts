import { assertNever } from '../../src-shared/assert-never';
import type { LabelledEllipse } from '../../src-shared/ipc/views';
import { ellipseArea, ellipseContains, type Ellipse } from '../../src-shared/labelling/ellipse';
import {
  centredEllipse,
  ellipseHandles,
  handlePosition,
  inscribedEllipse,
  moveEllipse,
  resizeEllipse,
  rotateEllipse,
  type EllipseHandle,
  type Point,
} from '../../src-shared/labelling/ellipse-edit';
import { snappedAngle, squareCorner } from '../../src-shared/labelling/ellipse-snap';

/** Keys held while the pointer moves. */
export interface Held {
  /** Shift: a circle; turning in steps. */
  readonly shift: boolean;
  /** Ctrl+Alt: from the centre. */
  readonly centre: boolean;
}

/** What the pointer is doing to ellipses, in image coordinates. */
export type Gesture =
  | { readonly kind: 'drawing'; readonly from: Point; readonly shape: Ellipse | null }
  | (Editing & { readonly kind: 'moving' })
  | (Editing & { readonly kind: 'resizing'; readonly handle: EllipseHandle })
  | (Editing & { readonly kind: 'turning' });

interface Editing {
  readonly ellipseId: number;
  readonly original: Ellipse;
  readonly from: Point;
  readonly shape: Ellipse;
}

/** What lies under the pointer. */
export type Target =
  | { readonly kind: 'handle'; readonly handle: EllipseHandle }
  | { readonly kind: 'turn' }
  | { readonly kind: 'ellipse'; readonly ellipse: LabelledEllipse }
  | { readonly kind: 'nothing' };

/** CSS pixels: how near counts as on it, and how far the turning grip stands off the ellipse. */
const reach = 8;
const gripDistance = 26;

/** The end of axis b that carries the turning grip: the one on top while the angle is 0, unless it is off the image. */
export function gripEnd(ellipse: Ellipse): 'b-start' | 'b-end' {
  return handlePosition(ellipse, 'b-start').y < 0 ? 'b-end' : 'b-start';
}

/** Where the turning grip is: beyond that end, at a fixed distance on screen. */
export function gripPosition(ellipse: Ellipse, scale: number): Point {
  return handlePosition({ ...ellipse, b: ellipse.b + gripDistance / scale }, gripEnd(ellipse));
}

/**
 * What is under an image point: a handle or the grip of the selected ellipse, else the smallest ellipse there. A handle
 * counts only where it is nearer than the centre, so that tiny ellipses can still be moved.
 * @param scale CSS pixels an image pixel
 */
export function targetAt(
  at: Point,
  ellipses: readonly LabelledEllipse[],
  selected: LabelledEllipse | null,
  scale: number,
): Target {
  if (selected !== null) {
    const { shape } = selected;
    if (distance(at, gripPosition(shape, scale)) * scale <= reach) return { kind: 'turn' };
    const [nearest] = ellipseHandles
      .map((handle) => ({ handle, away: distance(at, handlePosition(shape, handle)) }))
      .sort((one, other) => one.away - other.away);
    if (
      nearest !== undefined &&
      nearest.away * scale <= reach &&
      nearest.away < distance(at, shape)
    ) {
      return { kind: 'handle', handle: nearest.handle };
    }
  }
  const tolerance = reach / 2 / scale;
  const [hit] = ellipses
    .filter(({ shape }) =>
      ellipseContains({ ...shape, a: shape.a + tolerance, b: shape.b + tolerance }, at.x, at.y),
    )
    .sort((one, other) => ellipseArea(one.shape) - ellipseArea(other.shape));
  return hit === undefined ? { kind: 'nothing' } : { kind: 'ellipse', ellipse: hit };
}

/** The gesture that begins on a target, or null where dragging does nothing. */
export function beginGesture(
  target: Target,
  selected: LabelledEllipse | null,
  from: Point,
): Gesture | null {
  switch (target.kind) {
    case 'nothing':
      return null;
    case 'ellipse':
      return editing('moving', target.ellipse, from);
    case 'turn':
      return selected === null ? null : editing('turning', selected, from);
    case 'handle':
      return selected === null
        ? null
        : { ...edit(selected, from), kind: 'resizing', handle: target.handle };
    default:
      return assertNever(target);
  }
}

/** The gesture after the pointer moved to `to`. */
export function continueGesture(gesture: Gesture, to: Point, held: Held): Gesture {
  switch (gesture.kind) {
    case 'drawing':
      return { ...gesture, shape: drawn(gesture.from, to, held) };
    case 'moving':
      return {
        ...gesture,
        shape: moveEllipse(gesture.original, to.x - gesture.from.x, to.y - gesture.from.y),
      };
    case 'resizing':
      return {
        ...gesture,
        shape: resizeEllipse(
          gesture.original,
          gesture.handle,
          to,
          held.centre ? 'centre' : 'opposite',
        ),
      };
    case 'turning': {
      const turned = rotateEllipse(
        gesture.original,
        directionOf(gesture.original, to) - directionOf(gesture.original, gesture.from),
      );
      return {
        ...gesture,
        shape: held.shift ? { ...turned, angle: snappedAngle(turned.angle) } : turned,
      };
    }
    default:
      return assertNever(gesture);
  }
}

function drawn(from: Point, to: Point, held: Held): Ellipse | null {
  const corner = held.shift ? squareCorner(from, to) : to;
  return held.centre ? centredEllipse(from, corner) : inscribedEllipse(from, corner);
}

function editing(kind: 'moving' | 'turning', ellipse: LabelledEllipse, from: Point): Gesture {
  return { ...edit(ellipse, from), kind };
}

function edit({ id, shape }: LabelledEllipse, from: Point): Editing {
  return { ellipseId: id, original: shape, from, shape };
}

function directionOf(centre: Point, at: Point): number {
  return Math.atan2(at.y - centre.y, at.x - centre.x);
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

import type { LabelledEllipse } from '../../src-shared/ipc/views';
import { ellipseArea, ellipseContains, type Ellipse } from '../../src-shared/labelling/ellipse';
import {
  ellipseHandles,
  handlePosition,
  type EllipseHandle,
  type Point,
} from '../../src-shared/labelling/ellipse-edit';

/** What lies under the pointer. */
export type Target =
  | { readonly kind: 'handle'; readonly handle: EllipseHandle }
  | { readonly kind: 'turn' }
  /** Those that hold the point, the smallest first: it is the hardest to hit elsewhere. */
  | {
      readonly kind: 'ellipses';
      readonly under: readonly [LabelledEllipse, ...LabelledEllipse[]];
    }
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
 * What is under an image point: a handle or the grip of the ellipse that is selected alone, else the ellipses there. A
 * handle counts only where it is nearer than the centre, so that tiny ellipses can still be moved.
 *
 * @param alone the one ellipse that is selected; null for none or several.
 * @param scale CSS pixels an image pixel
 */
export function targetAt(
  at: Point,
  ellipses: readonly LabelledEllipse[],
  alone: LabelledEllipse | null,
  scale: number,
): Target {
  if (alone !== null) {
    const { shape } = alone;
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
  const [first, ...others] = ellipses
    .filter(({ shape }) =>
      ellipseContains({ ...shape, a: shape.a + tolerance, b: shape.b + tolerance }, at.x, at.y),
    )
    .sort((one, other) => ellipseArea(one.shape) - ellipseArea(other.shape));
  return first === undefined
    ? { kind: 'nothing' }
    : { kind: 'ellipses', under: [first, ...others] };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

import type { Ellipse } from './ellipse';

/** A point in continuous image coordinates, pixels (see {@link Ellipse}). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The four ends of the axes: `a-end` lies along the angle from the centre, `b-end` a quarter turn clockwise of it. */
export const ellipseHandles = ['a-end', 'b-end', 'a-start', 'b-start'] as const;
export type EllipseHandle = (typeof ellipseHandles)[number];

/** Editing never makes a semi-axis shorter than half a pixel: smaller could hold no pixel centre and vanish. */
export const smallestSemiAxis = 0.5;

/** Moved by (dx, dy) pixels. */
export function moveEllipse(ellipse: Ellipse, dx: number, dy: number): Ellipse {
  return { ...ellipse, x: ellipse.x + dx, y: ellipse.y + dy };
}

/** Turned about its centre by radians, clockwise on screen. */
export function rotateEllipse(ellipse: Ellipse, radians: number): Ellipse {
  return { ...ellipse, angle: ellipse.angle + radians };
}

/** Turned about its centre so that `a-end` points at the given point; unchanged where that is the centre. */
export function rotateTowards(ellipse: Ellipse, { x, y }: Point): Ellipse {
  return x === ellipse.x && y === ellipse.y
    ? ellipse
    : { ...ellipse, angle: Math.atan2(y - ellipse.y, x - ellipse.x) };
}

/**
 * The ellipse inscribed in the axis-parallel rectangle between two corners, angle 0: what a drag draws.
 *
 * @returns null where a side is shorter than one pixel: a click, not a drag.
 */
export function inscribedEllipse(corner: Point, opposite: Point): Ellipse | null {
  return upright(
    { x: (corner.x + opposite.x) / 2, y: (corner.y + opposite.y) / 2 },
    Math.abs(opposite.x - corner.x) / 2,
    Math.abs(opposite.y - corner.y) / 2,
  );
}

/** As {@link inscribedEllipse}, for a drag that starts at the centre and ends at a corner of the rectangle. */
export function centredEllipse(centre: Point, corner: Point): Ellipse | null {
  return upright(centre, Math.abs(corner.x - centre.x), Math.abs(corner.y - centre.y));
}

function upright({ x, y }: Point, a: number, b: number): Ellipse | null {
  return a < smallestSemiAxis || b < smallestSemiAxis ? null : { x, y, a, b, angle: 0 };
}

/** Where a handle is. */
export function handlePosition(ellipse: Ellipse, handle: EllipseHandle): Point {
  const { axis, sign } = handleAxis(handle);
  const direction = axisDirection(ellipse, axis);
  const length = sign * ellipse[axis];
  return { x: ellipse.x + length * direction.x, y: ellipse.y + length * direction.y };
}

/**
 * Drags a handle to a point: its axis follows the point's projection on it, the other axis and the angle stay.
 *
 * @param keep `opposite`: the axis' other end stays where it is; `centre`: the centre stays.
 */
export function resizeEllipse(
  ellipse: Ellipse,
  handle: EllipseHandle,
  to: Point,
  keep: 'opposite' | 'centre' = 'opposite',
): Ellipse {
  const { axis, sign } = handleAxis(handle);
  const direction = axisDirection(ellipse, axis);
  // How far the point lies from the centre, towards the handle.
  const reach = sign * ((to.x - ellipse.x) * direction.x + (to.y - ellipse.y) * direction.y);
  if (keep === 'centre') {
    return { ...ellipse, [axis]: Math.max(smallestSemiAxis, reach) };
  }
  const semiAxis = Math.max(smallestSemiAxis, (reach + ellipse[axis]) / 2);
  const shift = sign * (semiAxis - ellipse[axis]);
  return {
    ...ellipse,
    x: ellipse.x + shift * direction.x,
    y: ellipse.y + shift * direction.y,
    [axis]: semiAxis,
  };
}

/**
 * As {@link resizeEllipse}, with the other axis growing and shrinking in proportion: a circle stays a circle. Neither axis
 * becomes shorter than {@link smallestSemiAxis}.
 */
export function scaleEllipse(
  ellipse: Ellipse,
  handle: EllipseHandle,
  to: Point,
  keep: 'opposite' | 'centre' = 'opposite',
): Ellipse {
  const { axis, sign } = handleAxis(handle);
  const other = axis === 'a' ? 'b' : 'a';
  const resized = resizeEllipse(ellipse, handle, to, keep);
  const factor = Math.max(resized[axis] / ellipse[axis], smallestSemiAxis / ellipse[other]);
  const semiAxis = factor * ellipse[axis];
  const scaled = { ...resized, [axis]: semiAxis, [other]: factor * ellipse[other] };
  if (keep === 'centre') return scaled;
  const direction = axisDirection(ellipse, axis);
  const shift = sign * (semiAxis - ellipse[axis]);
  return { ...scaled, x: ellipse.x + shift * direction.x, y: ellipse.y + shift * direction.y };
}

/** One semi-axis longer by so many pixels (shorter where negative), about the centre. */
export function growEllipse(ellipse: Ellipse, axis: 'a' | 'b', by: number): Ellipse {
  return { ...ellipse, [axis]: Math.max(smallestSemiAxis, ellipse[axis] + by) };
}

function handleAxis(handle: EllipseHandle): { readonly axis: 'a' | 'b'; readonly sign: 1 | -1 } {
  return {
    axis: handle === 'a-end' || handle === 'a-start' ? 'a' : 'b',
    sign: handle === 'a-end' || handle === 'b-end' ? 1 : -1,
  };
}

function axisDirection({ angle }: Ellipse, axis: 'a' | 'b'): Point {
  return axis === 'a'
    ? { x: Math.cos(angle), y: Math.sin(angle) }
    : { x: -Math.sin(angle), y: Math.cos(angle) };
}

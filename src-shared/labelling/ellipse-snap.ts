import type { Point } from './ellipse-edit';

/** The step that turning snaps to: 15°, radians. */
export const angleStep = Math.PI / 12;

/** The multiple of `step` (radians, > 0) nearest to an angle. */
export function snappedAngle(angle: number, step: number = angleStep): number {
  return Math.round(angle / step) * step;
}

/**
 * The corner of the square that a dragged rectangle is widened to, so that what is inscribed is a circle: the longer
 * side wins, and the drag keeps its direction on both axes (a side of length 0 counts as positive).
 */
export function squareCorner(from: Point, to: Point): Point {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const side = Math.max(Math.abs(dx), Math.abs(dy));
  return { x: from.x + (dx < 0 ? -side : side), y: from.y + (dy < 0 ? -side : side) };
}

/** The point as far from `from` as `to` is, in the direction nearest to it of those a `step` (radians) apart. */
export function snappedDirection(from: Point, to: Point, step: number = angleStep): Point {
  const away = Math.hypot(to.x - from.x, to.y - from.y);
  const angle = snappedAngle(Math.atan2(to.y - from.y, to.x - from.x), step);
  return { x: from.x + away * Math.cos(angle), y: from.y + away * Math.sin(angle) };
}

/** Of a movement, the part along the axis that it mostly follows: straight across, or straight down. */
export function straightened(dx: number, dy: number): { readonly dx: number; readonly dy: number } {
  return Math.abs(dx) >= Math.abs(dy) ? { dx, dy: 0 } : { dx: 0, dy };
}

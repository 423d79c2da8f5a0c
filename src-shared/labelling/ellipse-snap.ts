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

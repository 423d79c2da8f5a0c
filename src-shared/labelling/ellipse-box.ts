import { ellipseBounds, type Bounds, type Ellipse } from './ellipse';
import type { Point } from './ellipse-edit';

/** The rectangle between two opposite corners. */
export function boxBetween(one: Point, other: Point): Bounds {
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    right: Math.max(one.x, other.x),
    bottom: Math.max(one.y, other.y),
  };
}

/**
 * Whether an ellipse, its inside included, and a rectangle have a point in common.
 *
 * In the coordinates in which the ellipse is the unit circle, the rectangle is a parallelogram: they meet where that holds
 * the origin, or one of its sides comes within 1 of it.
 */
export function ellipseMeetsBox(ellipse: Ellipse, box: Bounds): boolean {
  const { x, y, a, b, angle } = ellipse;
  if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return true;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const corner = (px: number, py: number): Point => ({
    x: ((px - x) * cos + (py - y) * sin) / a,
    y: ((py - y) * cos - (px - x) * sin) / b,
  });
  const corners = [
    corner(box.left, box.top),
    corner(box.right, box.top),
    corner(box.right, box.bottom),
    corner(box.left, box.bottom),
  ];
  return corners.some((from, i) => originDistance(from, corners[(i + 1) % 4] ?? from) <= 1);
}

/** Whether some part of an ellipse's rectangle lies on an image: main stores no ellipse that misses its image. */
export function reachesImage(
  ellipse: Ellipse,
  { width, height }: { readonly width: number; readonly height: number },
): boolean {
  const { left, top, right, bottom } = ellipseBounds(ellipse);
  return right > 0 && bottom > 0 && left < width && top < height;
}

/** How far the origin is from the line segment between two points. */
function originDistance(from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : -(from.x * dx + from.y * dy) / length;
  const along = Math.min(1, Math.max(0, share));
  return Math.hypot(from.x + along * dx, from.y + along * dy);
}

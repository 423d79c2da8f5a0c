import type { Ellipse } from './ellipse';
import { smallestSemiAxis, type Point } from './ellipse-edit';

/**
 * The ellipse whose axis runs from `first` to `second`, and whose flat sides are as far from that axis as `through`:
 * b = |(through − first) × (second − first)| / |second − first|. For long scratches, whose ends are easier to hit than
 * the corners of a box around them.
 *
 * @returns null where the two ends are less than one pixel apart; semi-axis b is at least {@link smallestSemiAxis}.
 */
export function threePointEllipse(first: Point, second: Point, through: Point): Ellipse | null {
  const dx = second.x - first.x;
  const dy = second.y - first.y;
  const length = Math.hypot(dx, dy);
  if (length < 2 * smallestSemiAxis) return null;
  const away = Math.abs((through.x - first.x) * dy - (through.y - first.y) * dx) / length;
  return {
    x: (first.x + second.x) / 2,
    y: (first.y + second.y) / 2,
    a: length / 2,
    b: Math.max(smallestSemiAxis, away),
    angle: Math.atan2(dy, dx),
  };
}

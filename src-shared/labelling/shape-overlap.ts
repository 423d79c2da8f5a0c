import { ellipseBounds, ellipseContains, type Ellipse } from './ellipse';

/** Points along the longer side of what both ellipses cover. */
const samples = 96;

/**
 * Intersection over union of two ellipses as shapes, wherever they lie: counted on a grid of points over both, so good to
 * about one part in fifty, at the same small cost for ellipses of any size.
 */
export function shapeOverlap(one: Ellipse, other: Ellipse): number {
  const first = ellipseBounds(one);
  const second = ellipseBounds(other);
  const left = Math.min(first.left, second.left);
  const top = Math.min(first.top, second.top);
  const right = Math.max(first.right, second.right);
  const bottom = Math.max(first.bottom, second.bottom);
  const step = Math.max(right - left, bottom - top) / samples;
  let both = 0;
  let either = 0;
  for (let y = top + step / 2; y < bottom; y += step) {
    for (let x = left + step / 2; x < right; x += step) {
      const inOne = ellipseContains(one, x, y);
      const inOther = ellipseContains(other, x, y);
      if (inOne && inOther) both += 1;
      if (inOne || inOther) either += 1;
    }
  }
  return either === 0 ? 0 : both / either;
}

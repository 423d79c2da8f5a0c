import { ellipseBounds, type Ellipse } from './ellipse';

/**
 * Visits the rows of an image in which an ellipse has pixels, from the top down: in each the pixels whose centre lies
 * inside or on the border are those of the columns `first` … `end` − 1. This is what rasters, masks and their overlap are
 * made of, so that they agree to the last pixel.
 *
 * The ends come from the roots of p·dx² + 2q·dx·dy + r·dy² = 1 and are then settled by the point test itself:
 * with u = dx·cos + dy·sin, v = dy·cos − dx·sin, (u/a)² + (v/b)² ≤ 1.
 *
 * @param width columns of the image, integer ≥ 0; what lies beyond is left out.
 * @param height rows of the image, integer ≥ 0.
 */
export function visitEllipseRows(
  ellipse: Ellipse,
  width: number,
  height: number,
  visit: (row: number, first: number, end: number) => void,
): void {
  const { x, y, a, b, angle } = ellipse;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const p = (cos / a) ** 2 + (sin / b) ** 2;
  const q = cos * sin * (1 / a ** 2 - 1 / b ** 2);
  /** p·r − q², whatever the angle. */
  const squeeze = (1 / (a * b)) ** 2;
  const isInside = (column: number, dy: number): boolean => {
    const dx = column + 0.5 - x;
    const u = (dx * cos + dy * sin) / a;
    const v = (dy * cos - dx * sin) / b;
    return u * u + v * v <= 1;
  };
  const { top, bottom } = ellipseBounds(ellipse);
  // A row more on each side: rounding of the bounds must not lose one.
  const firstRow = Math.max(0, Math.floor(top - 0.5));
  const lastRow = Math.min(height - 1, Math.ceil(bottom - 0.5));
  for (let row = firstRow; row <= lastRow; row += 1) {
    const dy = row + 0.5 - y;
    const middle = x - (q * dy) / p;
    const half = Math.sqrt(Math.max(0, p - squeeze * dy * dy)) / p;
    // A column more on each side, for the same reason.
    let first = Math.max(0, Math.ceil(middle - half - 0.5) - 1);
    let last = Math.min(width - 1, Math.floor(middle + half - 0.5) + 1);
    while (first <= last && !isInside(first, dy)) first += 1;
    while (last > first && !isInside(last, dy)) last -= 1;
    if (first <= last) visit(row, first, last + 1);
  }
}

import type { Ellipse } from './ellipse';
import { ellipseBounds } from './ellipse';

/**
 * The pixels whose centre lies in at least one of the ellipses.
 *
 * @param width columns, integer ≥ 0.
 * @param height rows, integer ≥ 0.
 * @returns height × width bytes, row by row: 1 inside, 0 outside. Parts outside the image are clipped.
 */
export function rasterise(ellipses: readonly Ellipse[], width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const ellipse of ellipses) {
    addToMask(ellipse, mask, width, height);
  }
  return mask;
}

function addToMask(ellipse: Ellipse, mask: Uint8Array, width: number, height: number): void {
  const { x, y, a, b, angle } = ellipse;
  const bounds = ellipseBounds(ellipse);
  // A pixel more on each side: rounding of the bounds must not lose one; the exact test below decides.
  const firstColumn = Math.max(0, Math.floor(bounds.left - 0.5) - 1);
  const lastColumn = Math.min(width - 1, Math.ceil(bounds.right - 0.5) + 1);
  const firstRow = Math.max(0, Math.floor(bounds.top - 0.5) - 1);
  const lastRow = Math.min(height - 1, Math.ceil(bounds.bottom - 0.5) + 1);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (let row = firstRow; row <= lastRow; row += 1) {
    const dy = row + 0.5 - y;
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const dx = column + 0.5 - x;
      const u = (dx * cos + dy * sin) / a;
      const v = (dy * cos - dx * sin) / b;
      if (u * u + v * v <= 1) {
        mask[row * width + column] = 1;
      }
    }
  }
}

/**
 * Pixels set in both masks over pixels set in either; any value but 0 counts as set.
 *
 * @returns 0 … 1; 1 for two empty masks, which agree everywhere.
 * @throws RangeError where the masks differ in length.
 */
export function intersectionOverUnion(maskA: Uint8Array, maskB: Uint8Array): number {
  if (maskA.length !== maskB.length) {
    throw new RangeError(`Masks of ${maskA.length} and ${maskB.length} pixels cannot be compared.`);
  }
  let both = 0;
  let either = 0;
  for (let i = 0; i < maskA.length; i += 1) {
    const inA = maskA[i] !== 0;
    const inB = maskB[i] !== 0;
    if (inA && inB) {
      both += 1;
    }
    if (inA || inB) {
      either += 1;
    }
  }
  return either === 0 ? 1 : both / either;
}

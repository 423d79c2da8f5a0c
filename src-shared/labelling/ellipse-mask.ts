import type { Ellipse } from './ellipse';
import { visitEllipseRows } from './ellipse-rows';

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
    visitEllipseRows(ellipse, width, height, (row, first, end) => {
      mask.fill(1, row * width + first, row * width + end);
    });
  }
  return mask;
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

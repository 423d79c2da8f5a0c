import type { Ellipse } from './ellipse';
import { ellipseBounds } from './ellipse';

/** Compares one fixed mask with many ellipses, in time proportional to an ellipse's rows. */
export interface MaskOverlap {
  /** Pixels set in the mask. */
  readonly area: number;
  /** Intersection over union of the mask and the ellipse's raster, clipped to the image; 0 … 1. */
  iou(ellipse: Ellipse): number;
}

/**
 * Prepares running sums of the mask's rows, so that a row of an ellipse, one interval of columns, costs two look-ups.
 *
 * An interval's ends come from a quadratic equation, so a pixel whose centre is on the border to the last bit can
 * fall to the other side than in `rasterise`; good for searching, not for reporting.
 *
 * @param mask height × width bytes, row by row; any value but 0 is set.
 */
export function maskOverlap(mask: Uint8Array, width: number, height: number): MaskOverlap {
  const stride = width + 1;
  const sums = new Int32Array(stride * height);
  let area = 0;
  for (let row = 0; row < height; row += 1) {
    let sum = 0;
    for (let column = 0; column < width; column += 1) {
      sum += mask[row * width + column] === 0 ? 0 : 1;
      sums[row * stride + column + 1] = sum;
    }
    area += sum;
  }

  const iou = (ellipse: Ellipse): number => {
    const { x, y, a, b, angle } = ellipse;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    // (u/a)² + (v/b)² = p·dx² + 2q·dx·dy + r·dy².
    const p = (cos / a) ** 2 + (sin / b) ** 2;
    const q = cos * sin * (1 / a ** 2 - 1 / b ** 2);
    const r = (sin / a) ** 2 + (cos / b) ** 2;
    const { top, bottom } = ellipseBounds(ellipse);
    const firstRow = Math.max(0, Math.ceil(top - 0.5));
    const lastRow = Math.min(height - 1, Math.floor(bottom - 0.5));
    let inside = 0;
    let both = 0;
    for (let row = firstRow; row <= lastRow; row += 1) {
      const dy = row + 0.5 - y;
      const middle = (-q * dy) / p;
      const half = Math.sqrt(Math.max(0, middle * middle - (r * dy * dy - 1) / p));
      const first = Math.max(0, Math.ceil(x + middle - half - 0.5));
      const end = Math.min(width, Math.floor(x + middle + half - 0.5) + 1);
      if (end > first) {
        inside += end - first;
        both += (sums[row * stride + end] ?? 0) - (sums[row * stride + first] ?? 0);
      }
    }
    const either = area + inside - both;
    return either === 0 ? 1 : both / either;
  };
  return { area, iou };
}

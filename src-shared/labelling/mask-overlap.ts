import type { Ellipse } from './ellipse';
import { visitEllipseRows } from './ellipse-rows';

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
    let inside = 0;
    let both = 0;
    visitEllipseRows(ellipse, width, height, (row, first, end) => {
      inside += end - first;
      both += (sums[row * stride + end] ?? 0) - (sums[row * stride + first] ?? 0);
    });
    const either = area + inside - both;
    return either === 0 ? 1 : both / either;
  };
  return { area, iou };
}

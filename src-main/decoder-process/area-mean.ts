import type { DecodedPixels } from './decode-image';

/**
 * Name of the rule by which {@link networkPixels} and the decoding before it bring any image to what a network sees. It
 * is kept with each run; whoever changes a pixel by a changed rule must give it another name.
 */
export const pixelRule = 'area-mean-1';

/** Scaled length of an axis: rounded to pixels, at least 1. */
export function scaledLength(length: number, scale: number): number {
  return Math.max(1, Math.round(length * scale));
}

/**
 * Brings an image to what a network sees: 8 bits, `channels` channels, shrunk by an area mean.
 *
 * An output pixel covers the rectangle of `w/W × h/H` input pixels (w, h input size; W, H output size) and becomes the
 * mean of the input over that rectangle, parts of pixels by their area. In units of 1/W and 1/H of a pixel all areas
 * are whole numbers, so that the sum is exact, and the result the same on every machine: 16-bit samples count
 * v/257, gray from colour is the mean of the three channels, and there is one rounding, at the end, halves up.
 *
 * @param scale 0 < scale ≤ 1.
 * @returns W × H × channels bytes, row by row.
 */
export function networkPixels(
  image: DecodedPixels,
  scale: number,
  channels: 1 | 3,
): { readonly width: number; readonly height: number; readonly pixels: Uint8Array } {
  const width = scaledLength(image.width, scale);
  const height = scaledLength(image.height, scale);
  if (
    image.samples instanceof Uint8Array &&
    image.channels === channels &&
    width === image.width &&
    height === image.height
  ) {
    return { width, height, pixels: image.samples };
  }
  const toGray = channels === 1 && image.channels === 3;
  const planes = channels === 3 && image.channels === 3 ? 3 : 1;
  const pixels = new Uint8Array(width * height * channels);
  const columns = overlaps(image.width, width);
  const rows = overlaps(image.height, height);
  const is16 = image.samples instanceof Uint16Array;
  const divisor = image.width * image.height * (is16 ? 257 : 1) * (toGray ? 3 : 1);

  const rowSums = new Float64Array(image.width * planes);
  for (let y = 0; y < height; y += 1) {
    sumRows(image, rows, y, planes, rowSums);
    for (let x = 0; x < width; x += 1) {
      for (let plane = 0; plane < planes; plane += 1) {
        let sum = 0;
        const first = columns.first[x] ?? 0;
        const count = columns.count[x] ?? 0;
        for (let i = 0; i < count; i += 1) {
          const weight = overlap(first + i, x, image.width, width);
          sum += weight * (rowSums[(first + i) * planes + plane] ?? 0);
        }
        // ⌊(2·sum + d) / 2d⌋ is the mean rounded; all are whole numbers below 2⁵³.
        const value = Math.floor((2 * sum + divisor) / (2 * divisor));
        const at = (y * width + x) * channels;
        if (planes === channels) {
          pixels[at + plane] = value;
        } else {
          pixels.fill(value, at, at + channels);
        }
      }
    }
  }
  return { width, height, pixels };
}

/** Weighted sums over the input rows that output row `y` covers, each input column by itself. */
function sumRows(
  image: DecodedPixels,
  rows: Overlaps,
  y: number,
  planes: number,
  sums: Float64Array,
): void {
  const { samples, width, height, channels } = image;
  sums.fill(0);
  const first = rows.first[y] ?? 0;
  const count = rows.count[y] ?? 0;
  for (let row = first; row < first + count; row += 1) {
    const weight = overlap(row, y, height, rows.first.length);
    const start = row * width * channels;
    if (planes === channels) {
      for (let i = 0; i < sums.length; i += 1) {
        sums[i] = (sums[i] ?? 0) + weight * (samples[start + i] ?? 0);
      }
    } else {
      for (let column = 0; column < width; column += 1) {
        const at = start + column * channels;
        const sum = (samples[at] ?? 0) + (samples[at + 1] ?? 0) + (samples[at + 2] ?? 0);
        sums[column] = (sums[column] ?? 0) + weight * sum;
      }
    }
  }
}

interface Overlaps {
  /** First input pixel that each output pixel touches. */
  readonly first: Int32Array;
  readonly count: Int32Array;
}

/** Output pixel o covers [o·n, (o+1)·n), input pixel i covers [i·m, (i+1)·m), in units of 1/m input pixel. */
function overlaps(n: number, m: number): Overlaps {
  const first = new Int32Array(m);
  const count = new Int32Array(m);
  for (let o = 0; o < m; o += 1) {
    const start = Math.floor((o * n) / m);
    first[o] = start;
    count[o] = Math.ceil(((o + 1) * n) / m) - start;
  }
  return { first, count };
}

/** Length that input pixel i of n and output pixel o of m share, in units of 1/m input pixel; the sum over i is n. */
function overlap(i: number, o: number, n: number, m: number): number {
  return Math.min((i + 1) * m, (o + 1) * n) - Math.max(i * m, o * n);
}

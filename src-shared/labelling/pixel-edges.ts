import type { Ellipse } from './ellipse';
import { visitEllipseRows } from './ellipse-rows';

/**
 * A set of an image's pixels, as the numbers of the pixels at which it begins and ends by turns, ascending: pixels are
 * counted row by row from 0, and [3, 5, 9, 10] holds the pixels 3, 4 and 9. For a defect this is a few numbers a row,
 * whatever the size of the image.
 */
export type PixelEdges = readonly number[];

/** A set with more is no mask of a defect but noise: it is not kept with an image. */
export const maxEdges = 200_000;

/** The edges of a mask. @param mask height × width bytes, row by row; any value but 0 is set. */
export function edgesOfMask(mask: Uint8Array): PixelEdges {
  const edges: number[] = [];
  let inside = false;
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    if ((mask[pixel] !== 0) !== inside) {
      inside = !inside;
      edges.push(pixel);
    }
  }
  if (inside) edges.push(mask.length);
  return edges;
}

/** The pixels whose centre lies in at least one of the ellipses, as `rasterise` sets them. */
export function edgesOfEllipses(
  ellipses: readonly Ellipse[],
  width: number,
  height: number,
): PixelEdges {
  return unionOfEdges(
    ellipses.map((ellipse) => {
      const edges: number[] = [];
      visitEllipseRows(ellipse, width, height, (row, first, end) => {
        edges.push(row * width + first, row * width + end);
      });
      return edges;
    }),
  );
}

/** What is in at least one of the sets. */
export function unionOfEdges(sets: readonly PixelEdges[]): PixelEdges {
  const spans: (readonly [number, number])[] = [];
  for (const set of sets) {
    for (let i = 0; i + 1 < set.length; i += 2) spans.push([set[i] ?? 0, set[i + 1] ?? 0]);
  }
  if (sets.length > 1) spans.sort(([one], [other]) => one - other);
  const edges: number[] = [];
  let reached = -1;
  for (const [start, end] of spans) {
    // Spans of one set touch where a row ends with a pixel of it and the next begins with one.
    if (start > reached) {
      edges.push(start, end);
      reached = end;
    } else if (end > reached) {
      edges[edges.length - 1] = end;
      reached = end;
    }
  }
  return edges;
}

/**
 * Pixels in both sets over pixels in either (IoU).
 *
 * @returns 0 … 1; 1 for two empty sets, which agree everywhere.
 */
export function overlapOfEdges(one: PixelEdges, other: PixelEdges): number {
  const both = commonPixels(one, other);
  const either = pixelsIn(one) + pixelsIn(other) - both;
  return either === 0 ? 1 : both / either;
}

/** How many pixels a set has. */
export function pixelsIn(edges: PixelEdges): number {
  let pixels = 0;
  for (let i = 0; i + 1 < edges.length; i += 2) pixels += (edges[i + 1] ?? 0) - (edges[i] ?? 0);
  return pixels;
}

function commonPixels(one: PixelEdges, other: PixelEdges): number {
  let common = 0;
  let i = 0;
  let j = 0;
  while (i + 1 < one.length && j + 1 < other.length) {
    const [start = 0, end = 0] = [one[i], one[i + 1]];
    const [otherStart = 0, otherEnd = 0] = [other[j], other[j + 1]];
    common += Math.max(0, Math.min(end, otherEnd) - Math.max(start, otherStart));
    if (end <= otherEnd) i += 2;
    if (otherEnd <= end) j += 2;
  }
  return common;
}

/** The same set as lengths, by turns outside and inside, the first outside: small numbers, for keeping. */
export function lengthsOfEdges(edges: PixelEdges): readonly number[] {
  return edges.map((edge, i) => edge - (edges[i - 1] ?? 0));
}

/** {@link lengthsOfEdges} back. */
export function edgesOfLengths(lengths: readonly number[]): PixelEdges {
  let edge = 0;
  return lengths.map((length) => (edge += length));
}

/** Why lengths that somebody else may have written are none of a set in an image; null where they are. */
export function lengthsProblem(lengths: readonly number[], pixels: number): string | null {
  if (lengths.length % 2 !== 0) return 'does not end with a run inside';
  if (lengths.some((length, i) => length < 1 && i > 0)) return 'has an empty run';
  return lengths.reduce((sum, length) => sum + length, 0) > pixels
    ? 'is larger than its image'
    : null;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersectionOverUnion, rasterise } from '../../../src-shared/labelling/ellipse-mask';
import {
  edgesOfEllipses,
  edgesOfLengths,
  edgesOfMask,
  lengthsOfEdges,
  lengthsProblem,
  overlapOfEdges,
  pixelsIn,
  unionOfEdges,
} from '../../../src-shared/labelling/pixel-edges';
import { anyEllipse } from './arbitrary-ellipse';

const anyMask = fc
  .array(fc.constantFrom(0, 1, 255), { maxLength: 60 })
  .map((v) => Uint8Array.from(v));

describe('the edges of a set of pixels', () => {
  it('are where it begins and ends, row by row, worked out by hand', () => {
    // 4 columns: .##. / ##.. / ...#: pixels 1, 2, 4, 5, 11.
    const mask = Uint8Array.of(0, 1, 255, 0, 1, 1, 0, 0, 0, 0, 0, 7);
    expect(edgesOfMask(mask)).toEqual([1, 3, 4, 6, 11, 12]);
    expect(lengthsOfEdges([1, 3, 4, 6, 11, 12])).toEqual([1, 2, 1, 2, 5, 1]);
    expect(pixelsIn([1, 3, 4, 6, 11, 12])).toBe(5);
    expect(edgesOfMask(Uint8Array.of(1, 0))).toEqual([0, 1]);
    expect(edgesOfMask(Uint8Array.of(0, 0))).toEqual([]);
  });

  it('come back from their lengths', () => {
    fc.assert(
      fc.property(anyMask, (mask) => {
        const edges = edgesOfMask(mask);
        const lengths = lengthsOfEdges(edges);
        expect(edgesOfLengths(lengths)).toEqual(edges);
        expect(lengthsProblem(lengths, mask.length)).toBeNull();
      }),
    );
  });

  it('join as the pixels do, also where one ends as the other begins', () => {
    expect(
      unionOfEdges([
        [2, 4],
        [4, 6, 9, 10],
        [3, 5],
      ]),
    ).toEqual([2, 6, 9, 10]);
    fc.assert(
      fc.property(anyMask, anyMask, (one, other) => {
        const length = Math.max(one.length, other.length);
        const both = Uint8Array.from({ length }, (_, i) => (one[i] ?? 0) || (other[i] ?? 0));
        expect(unionOfEdges([edgesOfMask(one), edgesOfMask(other)])).toEqual(edgesOfMask(both));
      }),
    );
  });

  it('overlap by pixels in both over pixels in either', () => {
    // 2 … 5 and 4 … 7 with 9: two in both, seven in either.
    expect(overlapOfEdges([2, 6], [4, 8, 9, 10])).toBe(2 / 7);
    expect(overlapOfEdges([], [])).toBe(1);
    expect(overlapOfEdges([], [1, 2])).toBe(0);
  });

  it('of ellipses are those of their raster, and overlap with a mask as it does, to the last bit', () => {
    fc.assert(
      fc.property(fc.array(anyEllipse, { maxLength: 4 }), anyEllipse, (ellipses, marked) => {
        const raster = rasterise(ellipses, 320, 240);
        const edges = edgesOfEllipses(ellipses, 320, 240);
        expect(edges).toEqual(edgesOfMask(raster));
        const mask = rasterise([marked], 320, 240);
        const iou = intersectionOverUnion(raster, mask);
        expect(overlapOfEdges(edges, edgesOfMask(mask))).toBe(iou);
      }),
      { numRuns: 50 },
    );
  });

  it('of strangers are refused where they are none of the image', () => {
    expect(lengthsProblem([0, 4], 4)).toBeNull();
    expect(lengthsProblem([3], 4)).toBe('does not end with a run inside');
    expect(lengthsProblem([1, 1, 0, 1], 9)).toBe('has an empty run');
    expect(lengthsProblem([3, 2], 4)).toBe('is larger than its image');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridOffsets, patchGrid } from '../../../src-shared/dataset/patch-grid';

describe('gridOffsets', () => {
  it('puts 224 patches on 512 pixels at 0, 144, 288', () => {
    expect(gridOffsets(512, 224)).toEqual([0, 144, 288]);
  });

  it('rounds to pixels, worked out by hand', () => {
    expect(gridOffsets(224, 224)).toEqual([0]);
    expect(gridOffsets(225, 224)).toEqual([0, 1]);
    expect(gridOffsets(448, 224)).toEqual([0, 224]);
    // ⌈900/224⌉ = 5 patches; 676/4 = 169.
    expect(gridOffsets(900, 224)).toEqual([0, 169, 338, 507, 676]);
    // ⌈450/224⌉ = 3 patches; 226/2 = 113.
    expect(gridOffsets(450, 224)).toEqual([0, 113, 226]);
    expect(gridOffsets(223, 224)).toEqual([]);
  });
});

describe('patchGrid', () => {
  it('goes row by row', () => {
    expect(patchGrid(300, 224, 224)).toEqual([
      { x: 0, y: 0 },
      { x: 76, y: 0 },
    ]);
    expect(patchGrid(512, 512, 224)?.slice(2, 5)).toEqual([
      { x: 288, y: 0 },
      { x: 0, y: 144 },
      { x: 144, y: 144 },
    ]);
  });

  it('refuses an image smaller than a patch on either axis', () => {
    expect(patchGrid(223, 500, 224)).toBeNull();
    expect(patchGrid(500, 223, 224)).toBeNull();
  });

  it('covers every pixel with whole patches, with no more of them than needed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 1500 }),
        (patch, more) => {
          const size = patch + more;
          const offsets = gridOffsets(size, patch);
          const covered = new Uint8Array(size);
          for (const offset of offsets) {
            expect(Number.isInteger(offset) && offset >= 0 && offset + patch <= size).toBe(true);
            covered.fill(1, offset, offset + patch);
          }
          expect(covered.every((value) => value === 1)).toBe(true);
          expect((offsets.length - 1) * patch).toBeLessThan(size);
          expect(new Set(offsets).size).toBe(offsets.length);
        },
      ),
    );
  });
});

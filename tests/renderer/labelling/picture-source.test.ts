import { describe, expect, it } from 'vitest';
import { pictureSource, pictureTable } from '../../../src-renderer/labelling/picture-source';
import {
  plainLook,
  wholeWindow,
  type ImageTone,
  type PictureLook,
} from '../../../src-shared/labelling/picture-look';

const sha256 = 'a'.repeat(64);
const shallow = { sha256, bitDepth: 8 } as const;
const deep = { sha256, bitDepth: 16 } as const;
const tone: ImageTone = { bitDepth: 16, least: 0, largest: 9, low: 100, high: 4095, counts: [] };
const windowed: PictureLook = { ...plainLook, range: { kind: 'window', low: 1000, high: 2000 } };

describe('where a picture comes from', () => {
  it('is the file itself where a page can show all of its values', () => {
    expect(pictureSource(shallow, windowed, null)?.href).toBe(`vximg://${sha256}/`);
  });

  it('is a window that main cuts where a page would throw bits away', () => {
    expect(pictureSource(deep, windowed, null)).toEqual({
      href: `vximg://${sha256}/?low=1000&high=2000`,
      spread: { low: 1000, high: 2000 },
    });
  });

  it('waits for the values of a 16-bit image that is shown without being told how', () => {
    expect(pictureSource(deep, plainLook, null)).toBeNull();
    expect(pictureSource(deep, plainLook, tone)?.href).toContain('?low=100&high=4095');
  });
});

describe('the table over a picture', () => {
  it('is none where main has done all there is to do', () => {
    const source = { href: '', spread: { low: 1000, high: 2000 } };
    expect(pictureTable(deep, windowed, null, source)).toBeNull();
    expect(pictureTable(shallow, plainLook, null, { href: '', spread: wholeWindow })).toBeNull();
  });

  it('spreads the picture at hand further while main cuts the next', () => {
    // The picture at hand runs from 0 to 4000; 1000 to 2000 is its second quarter: 8-bit 63.75 to 127.5.
    const table = pictureTable(deep, windowed, null, { href: '', spread: { low: 0, high: 4000 } });
    expect(table?.[63]).toBe(0);
    expect(table?.[128]).toBe(1);
    expect(table?.[102]).toBeCloseTo((102 - 63.75) / 63.75, 9);
  });
});

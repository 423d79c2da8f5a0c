import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPlain,
  isSameLook,
  lookTable,
  plainLook,
  wholeWindow,
  windowOf,
  type ImageTone,
  type PictureLook,
} from '../../../src-shared/labelling/picture-look';

const tone: ImageTone = {
  bitDepth: 16,
  least: 90,
  largest: 5000,
  low: 100,
  high: 4095,
  counts: [],
};

const arbitraryLook: fc.Arbitrary<PictureLook> = fc.record({
  range: fc.constant({ kind: 'whole' } as const),
  brightness: fc.integer({ min: -100, max: 100 }),
  contrast: fc.integer({ min: -100, max: 100 }),
  gamma: fc.double({ min: 0.2, max: 5, noNaN: true }),
  invert: fc.boolean(),
});

describe('the table of a look', () => {
  it('leaves every value as it is where nothing is set', () => {
    const table = lookTable(plainLook, wholeWindow);
    expect(table).toHaveLength(256);
    table.forEach((shown, value) => expect(shown).toBeCloseTo(value / 255, 12));
    expect(isPlain(plainLook, wholeWindow)).toBe(true);
  });

  it('spreads a window from black to white', () => {
    // 8-bit 51 and 204 are 13107 and 52428 of 65535; 102 lies a third of the way between them.
    const table = lookTable(plainLook, { low: 13_107, high: 52_428 });
    expect([table[50], table[51], table[204], table[255]]).toEqual([0, 0, 1, 1]);
    expect(table[102]).toBeCloseTo(1 / 3, 12);
  });

  it('adds brightness, steepens by contrast, bends by gamma, inverts last', () => {
    const at = (value: number, part: Partial<PictureLook>): number | undefined =>
      lookTable({ ...plainLook, ...part }, wholeWindow)[value];
    expect(at(51, { brightness: 25 })).toBeCloseTo(0.45, 12);
    // 4^(50/100) = 2: 0.4 is 0.1 below the middle, and goes to 0.2 below it.
    expect(at(102, { contrast: 50 })).toBeCloseTo(0.3, 12);
    // 0.2 to the power ½.
    expect(at(51, { gamma: 2 })).toBeCloseTo(Math.sqrt(0.2), 12);
    expect(at(51, { brightness: 25, invert: true })).toBeCloseTo(0.55, 12);
  });

  it('stays in range and in order, whatever is set', () => {
    fc.assert(
      fc.property(arbitraryLook, fc.nat(65_534), fc.nat(65_534), (look, one, other) => {
        fc.pre(one !== other);
        const window = { low: Math.min(one, other), high: Math.max(one, other) };
        const table = lookTable(look, window);
        const sign = look.invert ? -1 : 1;
        return table.every(
          (value, index) =>
            value >= 0 &&
            value <= 1 &&
            (index === 0 || sign * (value - (table[index - 1] ?? 0)) >= 0),
        );
      }),
    );
  });
});

describe('the window of an image', () => {
  it('is that of its values where a 16-bit image is shown without being told how', () => {
    expect(windowOf(plainLook, 16, tone)).toEqual({ low: 100, high: 4095 });
    expect(windowOf(plainLook, 16, null)).toEqual(wholeWindow);
    expect(windowOf(plainLook, 8, tone)).toEqual(wholeWindow);
  });

  it('is all values of an image that has only one', () => {
    expect(windowOf(plainLook, 16, { ...tone, low: 7, high: 7 })).toEqual(wholeWindow);
  });

  it('is the one that was set, or all', () => {
    const range = { kind: 'window', low: 5, high: 9 } as const;
    expect(windowOf({ ...plainLook, range }, 8, null)).toEqual({ low: 5, high: 9 });
    expect(windowOf({ ...plainLook, range: { kind: 'whole' } }, 16, tone)).toEqual(wholeWindow);
    expect(windowOf({ ...plainLook, range: { kind: 'stretch' } }, 8, tone).high).toBe(4095);
  });
});

describe('two looks', () => {
  it('are the same by what they say, in whatever order', () => {
    const { range, ...rest } = plainLook;
    expect(isSameLook({ ...rest, range }, plainLook)).toBe(true);
    expect(isSameLook({ ...plainLook, gamma: 1.01 }, plainLook)).toBe(false);
  });
});

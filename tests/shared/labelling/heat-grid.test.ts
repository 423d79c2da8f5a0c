import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heatColour, heatPixels } from '../../../src-shared/labelling/heat-grid';

const area = { x: 0, y: 0, width: 8, height: 4 };

/** Relative luminance of an sRGB colour, WCAG 2.2. */
function luminance([red, green, blue]: readonly [number, number, number, number]): number {
  const linear = (byte: number): number => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

describe('the colours of a heatmap', () => {
  it('run from faint violet over magenta to opaque yellow', () => {
    expect(heatColour(0)).toEqual([20, 11, 52, 38]);
    expect(heatColour(0.5)).toEqual([188, 55, 84, 147]);
    // Half way from the third stop to the fourth: (188 + 249) / 2, (55 + 142) / 2, (84 + 9) / 2.
    expect(heatColour(0.625)).toEqual([219, 99, 47, 174]);
    expect(heatColour(1)).toEqual([252, 255, 164, 255]);
  });

  it('take what is out of range as the nearer end', () => {
    expect(heatColour(-3)).toEqual(heatColour(0));
    expect(heatColour(Infinity)).toEqual(heatColour(1));
  });

  it('are lighter and more opaque the larger the value, so that no colour sight is needed', () => {
    const share = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(share, share, (one, other) => {
        fc.pre(one < other);
        const [low, high] = [heatColour(one / 50), heatColour(other / 50)];
        return luminance(low) < luminance(high) && low[3] < high[3];
      }),
    );
  });
});

describe('the pixels of a heatmap', () => {
  it('lie row by row, and a cell without a value is clear', () => {
    const grid = { columns: 2, rows: 1, values: [1, NaN], area, smooth: false };
    expect([...heatPixels(grid)]).toEqual([252, 255, 164, 255, 0, 0, 0, 0]);
  });

  it('are not made of too few values', () => {
    const grid = { columns: 2, rows: 2, values: [1, 0, 0], area, smooth: true };
    expect(() => heatPixels(grid)).toThrow('2 × 2 cells');
  });
});

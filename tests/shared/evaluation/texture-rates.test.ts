import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecidedLabel } from '../../../src-shared/evaluation/texture-rates';
import { accuracy, textureRates } from '../../../src-shared/evaluation/texture-rates';
import { meanAndError } from '../../../src-shared/evaluation/trial-summary';

const decided = (
  texture: number,
  defective: boolean,
  predictedTexture: number,
  predictedDefective: boolean,
): DecidedLabel => ({ texture, defective, predictedTexture, predictedDefective });

describe('textureRates', () => {
  it('counts texture and verdict together, escapes and overkills by verdict alone', () => {
    const decisions = [
      decided(0, true, 0, true),
      decided(0, true, 0, false),
      decided(0, true, 1, true),
      decided(0, true, 1, false),
      decided(0, false, 0, false),
      decided(0, false, 0, true),
      decided(0, false, 1, false),
      decided(1, false, 1, false),
    ];
    expect(textureRates(['wood', 'steel', 'cloth'], decisions)).toEqual([
      {
        texture: 'wood',
        tp: 1,
        fn: 3,
        tn: 1,
        fp: 2,
        tpr: 0.25,
        tnr: 1 / 3,
        escapes: 2,
        overkills: 1,
      },
      { texture: 'steel', tp: 0, fn: 0, tn: 1, fp: 0, tpr: null, tnr: 1, escapes: 0, overkills: 0 },
      {
        texture: 'cloth',
        tp: 0,
        fn: 0,
        tn: 0,
        fp: 0,
        tpr: null,
        tnr: null,
        escapes: 0,
        overkills: 0,
      },
    ]);
    expect(accuracy(decisions)).toBe(3 / 8);
    expect(accuracy([])).toBeNull();
  });

  it('adds up: counts are the images, and the accuracy is the correct share of them', () => {
    const label = fc.record({
      texture: fc.integer({ min: 0, max: 2 }),
      defective: fc.boolean(),
      predictedTexture: fc.integer({ min: 0, max: 2 }),
      predictedDefective: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(label), (decisions) => {
        const rates = textureRates(['a', 'b', 'c'], decisions);
        const sum = (key: 'tp' | 'fn' | 'tn' | 'fp') => rates.reduce((n, rate) => n + rate[key], 0);
        expect(sum('tp') + sum('fn') + sum('tn') + sum('fp')).toBe(decisions.length);
        expect(accuracy(decisions)).toBe(
          decisions.length === 0 ? null : (sum('tp') + sum('tn')) / decisions.length,
        );
        for (const rate of rates) {
          expect(rate.escapes).toBeLessThanOrEqual(rate.fn);
          expect(rate.overkills).toBeLessThanOrEqual(rate.fp);
        }
      }),
    );
  });
});

describe('the identity of Tables 2 and 3: accuracy = (150·mean TPR + 1000·mean TNR) / 1150', () => {
  // Table 3's columns and Table 2's accuracy, per cent.
  const published = [
    {
      tpr: [93.33, 28.89, 42.22, 48.89, 78.89, 85.56],
      tnr: [96, 70.83, 67.67, 80.67, 21, 96.17],
      accuracy: 70.87,
    },
    {
      tpr: [100, 100, 100, 100, 100, 100],
      tnr: [99.7, 99.7, 99.8, 97.8, 99.9, 100],
      accuracy: 99.55,
    },
    { tpr: [100, 100, 100, 100, 100, 98], tnr: [99.6, 100, 100, 100, 100, 100], accuracy: 99.9 },
  ];

  it.each(published)('reproduces the published accuracy of $accuracy %', (table) => {
    const tpr = meanAndError(table.tpr).mean ?? Number.NaN;
    const tnr = meanAndError(table.tnr).mean ?? Number.NaN;
    // Half a unit of the last digit.
    expect(Math.abs((150 * tpr + 1000 * tnr) / 1150 - table.accuracy)).toBeLessThan(0.005);
  });

  it('holds for any decisions on six textures of 30 defective and 200 non-defective test images', () => {
    const right = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 200 }));
    fc.assert(
      fc.property(fc.array(right, { minLength: 6, maxLength: 6 }), (counts) => {
        const decisions = counts.flatMap(([tp, tn], texture) => [
          ...Array.from({ length: 30 }, (_, i) => decided(texture, true, texture, i < tp)),
          // Wrong by its texture alone: the verdict is right.
          ...Array.from({ length: 200 }, (_, i) =>
            decided(texture, false, i < tn ? texture : (texture + 1) % 6, false),
          ),
        ]);
        const rates = textureRates(['1', '2', '3', '4', '5', '6'], decisions);
        const tpr = meanAndError(rates.map((rate) => rate.tpr)).mean ?? Number.NaN;
        const tnr = meanAndError(rates.map((rate) => rate.tnr)).mean ?? Number.NaN;
        expect(accuracy(decisions)).toBeCloseTo((150 * tpr + 1000 * tnr) / 1150, 12);
      }),
      { numRuns: 20 },
    );
  });
});

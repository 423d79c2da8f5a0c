import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textureRates } from '../../../src-shared/evaluation/texture-rates';
import { evaluationSummary, meanAndError } from '../../../src-shared/evaluation/trial-summary';

describe('meanAndError', () => {
  it('is s/√n with n − 1 in s, worked out by hand', () => {
    // Squares about 4: 4 + 1 + 1 + 4 + 0 = 10; s² = 10/4; s/√5 = √0.5.
    expect(meanAndError([2, 3, 5, 6, 4])).toEqual({
      mean: 4,
      standardError: Math.sqrt(0.5),
      count: 5,
      missing: 0,
    });
  });

  it('has no error for one trial, no mean for none, and says how many had no value', () => {
    expect(meanAndError([0.9])).toEqual({ mean: 0.9, standardError: null, count: 1, missing: 0 });
    expect(meanAndError([])).toEqual({ mean: null, standardError: null, count: 0, missing: 0 });
    expect(meanAndError([null, 1, null, 0])).toEqual({
      mean: 0.5,
      standardError: 0.5,
      count: 2,
      missing: 2,
    });
  });

  it('is 1.118 times the error that divides by n for five trials', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (values) => {
          const { mean, standardError } = meanAndError(values);
          const squares = values.reduce((sum, value) => sum + (value - (mean ?? NaN)) ** 2, 0);
          expect(standardError).toBeCloseTo(Math.sqrt(5 / 4) * Math.sqrt(squares / 5 / 5), 12);
        },
      ),
    );
  });
});

describe('evaluationSummary', () => {
  const trial = (number: number, accuracy: number | null, tp: number, defective: number) => ({
    trial: number,
    splitSeed: 1,
    iterations: 10,
    convergence: 5,
    accuracy,
    textures: textureRates(
      ['wood', 'steel'],
      Array.from({ length: defective }, (_, i) => ({
        texture: 0,
        defective: true,
        predictedTexture: 0,
        predictedDefective: i < tp,
      })),
    ),
  });

  it('takes means over the trials, texture by texture, without the nulls', () => {
    const summary = evaluationSummary([
      trial(1, 0.8, 3, 4),
      trial(2, 0.6, 1, 4),
      trial(3, null, 0, 0),
    ]);
    expect(summary.accuracy.mean).toBeCloseTo(0.7, 12);
    expect(summary.accuracy.standardError).toBeCloseTo(0.1, 12);
    expect(summary.textures.map(({ texture }) => texture)).toEqual(['wood', 'steel']);
    expect(summary.textures[0]?.tpr).toMatchObject({ mean: 0.5, count: 2, missing: 1 });
    expect(summary.textures[1]?.tpr).toMatchObject({ mean: null, standardError: null, missing: 3 });
  });

  it('has the convergence of Table 2, and counts all decisions together for the pooled rates', () => {
    // Counts of 200 and of 30, as a class and trial of the paper have: 29 and 27 of 30, 199 and 197 of 200.
    const rates = (tp: number, tn: number, escapes: number, overkills: number) => ({
      ...{ texture: 'wood', tp, fn: 30 - tp, tn, fp: 200 - tn, escapes, overkills },
      ...{ tpr: tp / 30, tnr: tn / 200 },
    });
    const one = { splitSeed: 1, iterations: 400, accuracy: 228 / 230 };
    const { convergence, pooled } = evaluationSummary([
      { ...one, trial: 1, convergence: 300, textures: [rates(29, 199, 1, 1)] },
      { ...one, trial: 2, convergence: 350, textures: [rates(27, 197, 2, 3)] },
    ]);
    // s of (300, 350) is 25·√2; divided by √2 it is 25.
    expect(convergence.mean).toBe(325);
    expect(convergence.standardError).toBeCloseTo(25, 12);
    expect(pooled).toMatchObject({ images: 460, escapes: 3, overkills: 4 });
    expect(pooled.tpr).toBe(56 / 60);
    expect(pooled.tnr).toBe(396 / 400);
    expect(pooled.accuracy).toBe(452 / 460);
    expect(pooled.textures).toEqual([
      {
        ...{ texture: 'wood', tp: 56, fn: 4, tn: 396, fp: 4, escapes: 3, overkills: 4 },
        ...{ tpr: 56 / 60, tnr: 0.99 },
      },
    ]);
  });

  it('is empty for no trials', () => {
    expect(evaluationSummary([])).toMatchObject({
      accuracy: { mean: null },
      convergence: { mean: null },
      textures: [],
      pooled: { images: 0, accuracy: null, tpr: null, tnr: null, textures: [] },
    });
  });
});

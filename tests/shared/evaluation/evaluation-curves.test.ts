import { describe, expect, it } from 'vitest';
import {
  accuracyCurve,
  curveSide,
  textureCurves,
  type CurveEvaluation,
} from '../../../src-shared/evaluation/evaluation-curves';

function evaluation(
  trial: number,
  iteration: number,
  accuracy: number | null,
  changes: Partial<CurveEvaluation> = {},
): CurveEvaluation {
  return { trial, iteration, side: 'validation', accuracy, textures: [], ...changes };
}

const counts = { fn: 0, tn: 0, fp: 0, tp: 0, escapes: 0, overkills: 0 };

describe('the curve of accuracy over the trials', () => {
  it('is the mean of the trials that came so far, and says how many', () => {
    const curve = accuracyCurve([
      evaluation(1, 10, 0.5),
      evaluation(1, 20, 0.9),
      evaluation(2, 10, 0.7),
    ]);
    // s of (0.5, 0.7) is 0.1·√2; divided by √2 it is 0.1.
    expect(curve).toEqual([
      { iteration: 10, mean: 0.6, standardError: expect.closeTo(0.1, 12), trials: 2 },
      { iteration: 20, mean: 0.9, standardError: null, trials: 1 },
    ]);
  });

  it('has no point where no trial has an accuracy, and goes by iteration whatever the order', () => {
    const curve = accuracyCurve([
      evaluation(1, 30, 0.8),
      evaluation(1, 20, null),
      evaluation(2, 10, 0.4),
      evaluation(1, 10, null),
    ]);
    expect(curve.map(({ iteration, mean, trials }) => [iteration, mean, trials])).toEqual([
      [10, 0.4, 1],
      [30, 0.8, 1],
    ]);
  });
});

describe('the curves of each texture', () => {
  it('take their own rates, and leave out what does not exist', () => {
    const rates = (tpr: number | null, tnr: number) => ({ ...counts, tpr, tnr });
    const textures = (wood: number | null, steel: number) => [
      { texture: 'wood', ...rates(wood, 0.9) },
      { texture: 'steel', ...rates(steel, 1) },
    ];
    const curves = textureCurves(
      [
        evaluation(1, 5, 1, { textures: textures(0.2, 0.6) }),
        evaluation(2, 5, 1, { textures: textures(null, 0.8) }),
      ],
      ['wood', 'steel'],
    );
    expect(curves[0]?.tpr).toEqual([{ iteration: 5, mean: 0.2, standardError: null, trials: 1 }]);
    expect(curves[0]?.tnr).toEqual([{ iteration: 5, mean: 0.9, standardError: 0, trials: 2 }]);
    expect(curves[1]?.tpr[0]?.mean).toBeCloseTo(0.7, 12);
  });
});

describe('the side of the curves', () => {
  it('is validation where the run has it, and the test side where it looks at that', () => {
    expect(curveSide([evaluation(1, 1, 1), evaluation(1, 2, 1, { side: 'test' })])).toBe(
      'validation',
    );
    expect(curveSide([evaluation(1, 2, 1, { side: 'test' })])).toBe('test');
  });
});

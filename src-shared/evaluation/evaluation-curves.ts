import { meanAndError } from './trial-summary';
import type { TextureRates } from './texture-rates';
import type { MeanAndError } from './trial-figures';

/** One evaluation of one trial, as far as curves need it. */
export interface CurveEvaluation {
  readonly trial: number;
  readonly iteration: number;
  readonly side: 'validation' | 'test';
  /** 0–1; null without images. */
  readonly accuracy: number | null;
  readonly textures: readonly TextureRates[];
}

/** A mean over the trials that were evaluated at this iteration. */
export interface CurvePoint extends MeanAndError {
  readonly iteration: number;
  readonly mean: number;
  /** Trials that the mean is over: some may not have come so far, or have stopped early. */
  readonly trials: number;
}

/** TPR and TNR of one texture against iterations. */
export interface TextureCurve {
  readonly texture: string;
  readonly tpr: readonly CurvePoint[];
  readonly tnr: readonly CurvePoint[];
}

/** The side that a run looks at while it trains: validation, where its plan has one. */
export function curveSide(evaluations: readonly CurveEvaluation[]): 'validation' | 'test' {
  return evaluations.some(({ side }) => side === 'validation') ? 'validation' : 'test';
}

/**
 * Figure 4: accuracy against SGD iterations, mean and standard error over the trials.
 *
 * @param evaluations of one side, in any order, each trial and iteration once.
 * @returns ascending iterations; a point only where at least one trial has an accuracy.
 */
export function accuracyCurve(evaluations: readonly CurveEvaluation[]): readonly CurvePoint[] {
  return meanCurve(evaluations, ({ accuracy }) => accuracy);
}

/** TPR and TNR of each texture against iterations, as {@link accuracyCurve}. */
export function textureCurves(
  evaluations: readonly CurveEvaluation[],
  textures: readonly string[],
): readonly TextureCurve[] {
  return textures.map((texture) => {
    const rateOf =
      (rate: 'tpr' | 'tnr') =>
      (evaluation: CurveEvaluation): number | null =>
        evaluation.textures.find((row) => row.texture === texture)?.[rate] ?? null;
    return {
      texture,
      tpr: meanCurve(evaluations, rateOf('tpr')),
      tnr: meanCurve(evaluations, rateOf('tnr')),
    };
  });
}

function meanCurve(
  evaluations: readonly CurveEvaluation[],
  valueOf: (evaluation: CurveEvaluation) => number | null,
): readonly CurvePoint[] {
  const values = new Map<number, (number | null)[]>();
  for (const evaluation of evaluations) {
    const known = values.get(evaluation.iteration) ?? [];
    known.push(valueOf(evaluation));
    values.set(evaluation.iteration, known);
  }
  return [...values]
    .sort(([one], [other]) => one - other)
    .flatMap(([iteration, all]) => {
      const { mean, standardError, count } = meanAndError(all);
      return mean === null ? [] : [{ iteration, mean, standardError, trials: count }];
    });
}

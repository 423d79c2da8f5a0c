import type { TrialEvaluation } from '../ipc/run-views';
import type { TextureRates } from './texture-rates';
import type { EvaluationSummary, PooledFigures, TrialMean } from './trial-figures';

/**
 * Mean and standard error s/√n, with n − 1 in s (protocol.md, Data). Nulls are left out and counted.
 *
 * @returns mean null without values; standard error null with fewer than two.
 */
export function meanAndError(values: readonly (number | null)[]): TrialMean {
  const known = values.filter((value) => value !== null);
  const count = known.length;
  const missing = values.length - count;
  if (count === 0) {
    return { mean: null, standardError: null, count, missing };
  }
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) {
    return { mean, standardError: null, count, missing };
  }
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count), count, missing };
}

/**
 * What the trials of a run found together, in the first trial's order of textures: means with standard errors of the
 * accuracy, of the iteration of convergence (Table 2's row) and of each texture's rates (Table 3's rows), and the
 * decisions of all trials counted as one.
 */
export function evaluationSummary(trials: readonly TrialEvaluation[]): EvaluationSummary {
  const names = trials[0]?.textures.map(({ texture }) => texture) ?? [];
  return {
    accuracy: meanAndError(trials.map((trial) => trial.accuracy)),
    convergence: meanAndError(trials.map((trial) => trial.convergence)),
    textures: names.map((texture) => {
      const rates = trials.map((trial) =>
        trial.textures.find((candidate) => candidate.texture === texture),
      );
      return {
        texture,
        tpr: meanAndError(rates.map((rate) => rate?.tpr ?? null)),
        tnr: meanAndError(rates.map((rate) => rate?.tnr ?? null)),
      };
    }),
    pooled: pooledFigures(names, trials),
  };
}

/** Counts summed over the trials, and the shares of these sums; an empty denominator gives null. */
function pooledFigures(
  names: readonly string[],
  trials: readonly TrialEvaluation[],
): PooledFigures {
  const all = trials.flatMap((trial) => trial.textures);
  const textures = names.map((texture) =>
    summed(
      texture,
      all.filter((rates) => rates.texture === texture),
    ),
  );
  const { tp, fn, tn, fp, tpr, tnr, escapes, overkills } = summed('', textures);
  const images = tp + fn + tn + fp;
  return {
    images,
    accuracy: images === 0 ? null : (tp + tn) / images,
    tpr,
    tnr,
    escapes,
    overkills,
    textures,
  };
}

function summed(texture: string, rates: readonly TextureRates[]): TextureRates {
  const sum = (count: (one: TextureRates) => number): number =>
    rates.reduce((total, one) => total + count(one), 0);
  const tp = sum((one) => one.tp);
  const fn = sum((one) => one.fn);
  const tn = sum((one) => one.tn);
  const fp = sum((one) => one.fp);
  return {
    texture,
    tp,
    fn,
    tn,
    fp,
    tpr: tp + fn === 0 ? null : tp / (tp + fn),
    tnr: tn + fp === 0 ? null : tn / (tn + fp),
    escapes: sum((one) => one.escapes),
    overkills: sum((one) => one.overkills),
  };
}

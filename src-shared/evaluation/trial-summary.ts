import type { Evaluation, MeanAndError, TrialEvaluation } from '../ipc/views';

/** A mean over trials that says how many had no value. */
export interface TrialMean extends MeanAndError {
  /** Values the mean is over. */
  readonly count: number;
  /** Values left out because they were null. */
  readonly missing: number;
}

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

/** Means over trials of the accuracy and of each texture's rates, in the first trial's order of textures. */
export function evaluationSummary(trials: readonly TrialEvaluation[]): Evaluation['summary'] {
  const names = trials[0]?.textures.map(({ texture }) => texture) ?? [];
  return {
    accuracy: meanAndError(trials.map((trial) => trial.accuracy)),
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
  };
}

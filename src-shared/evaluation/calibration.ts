import { rateInterval, type RateInterval } from './rate-interval';
import type { LabelledScore } from './threshold';

/** Images whose scores lie in one tenth of 0 … 1. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly images: number;
  /** Of their scores. */
  readonly meanScore: number;
  /** Share of them that is defective. */
  readonly defectiveShare: number;
  /** Of that share; exact, 95 %. */
  readonly interval: RateInterval;
}

/** Whether a score can be read as a chance. */
export interface Calibration {
  /** Those tenths that hold images, ascending. */
  readonly bins: readonly ReliabilityBin[];
  /** Mean distance of score and share, weighted by images (Guo et al., "On calibration of modern neural networks", 2017). */
  readonly expectedError: number;
  /** Mean of (score − 1)² over defective and score² over non-defective images, as scikit-learn's `brier_score_loss`. */
  readonly brierScore: number;
}

const tenths = 10;

/**
 * Shares of defective images against scores, by tenths as scikit-learn's `calibration_curve` has them: a tenth holds
 * its upper end. The shares are those of the images given, not of the line.
 *
 * @returns null without images.
 */
export function calibration(scores: readonly LabelledScore[]): Calibration | null {
  if (scores.length === 0) return null;
  const sums = Array.from({ length: tenths }, () => ({ images: 0, defective: 0, score: 0 }));
  let squares = 0;
  for (const { score, defective } of scores) {
    const sum = sums[tenthOf(score)];
    if (sum === undefined) throw new RangeError(`${score} is no score.`);
    sum.images += 1;
    sum.score += score;
    sum.defective += defective ? 1 : 0;
    squares += (score - (defective ? 1 : 0)) ** 2;
  }
  const bins = sums.flatMap(({ images, defective, score }, index): ReliabilityBin[] => {
    const interval = rateInterval(defective, images);
    if (interval === null) return [];
    const means = { meanScore: score / images, defectiveShare: defective / images };
    return [{ from: index / tenths, to: (index + 1) / tenths, images, ...means, interval }];
  });
  return {
    bins,
    expectedError: bins.reduce(
      (sum, bin) =>
        sum + (bin.images / scores.length) * Math.abs(bin.meanScore - bin.defectiveShare),
      0,
    ),
    brierScore: squares / scores.length,
  };
}

/** Inner limits below the score, counted as NumPy's `searchsorted` counts them. */
function tenthOf(score: number): number {
  let tenth = 0;
  while (tenth < tenths - 1 && (tenth + 1) * 0.1 < score) tenth += 1;
  return tenth;
}

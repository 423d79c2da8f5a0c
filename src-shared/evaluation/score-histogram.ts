import type { LabelledScore } from './threshold';

/** Images whose score lies in one stretch of the axis. */
export interface HistogramBin {
  /** On the axis of {@link scorePlace}. */
  readonly from: number;
  readonly to: number;
  readonly nonDefective: number;
  readonly defective: number;
}

/** Ends of the axis: scores beyond lie in the outermost bins. */
export const outermostPlace = 6;
/** Bins on either side of a score of 0.5. */
const binsASide = 24;

/**
 * Place of a score on an axis of log-odds, log₁₀(s / (1 − s)): a network is sure of most images, and what matters lies
 * in the last thousandths at both ends.
 *
 * @param score 0 … 1.
 * @returns −6 … 6; 0 for 0.5, −2 for about 1 %, 3 for about 99.9 %.
 */
export function scorePlace(score: number): number {
  if (score <= 0) return -outermostPlace;
  if (score >= 1) return outermostPlace;
  const place = Math.log10(score / (1 - score));
  return Math.max(-outermostPlace, Math.min(outermostPlace, place));
}

/** The score at a place; the ends of the axis are 0 and 1. */
export function placedScore(place: number): number {
  if (place <= -outermostPlace) return 0;
  if (place >= outermostPlace) return 1;
  return 1 / (1 + 10 ** -place);
}

/** Counts images by their scores, in 48 equal stretches of the axis; the upper end of the last one belongs to it. */
export function scoreHistogram(scores: readonly LabelledScore[]): readonly HistogramBin[] {
  const width = outermostPlace / binsASide;
  const bins = Array.from({ length: 2 * binsASide }, (_entry, index) => ({
    from: (index - binsASide) * width,
    to: (index + 1 - binsASide) * width,
    nonDefective: 0,
    defective: 0,
  }));
  for (const { score, defective } of scores) {
    const index = Math.min(bins.length - 1, Math.floor(scorePlace(score) / width) + binsASide);
    const bin = bins[index];
    if (bin === undefined) throw new RangeError(`${score} is no score.`);
    if (defective) bin.defective += 1;
    else bin.nonDefective += 1;
  }
  return bins;
}

import type { LabelledScore } from './threshold';

/** One point of a curve, at the score from which on an image counts as defective. */
export interface ScorePoint {
  readonly score: number;
  /** Defective images with at least this score, of all defective ones: the true-positive rate, or recall. */
  readonly recall: number;
  /** Non-defective images with at least this score, of all of these: the false-positive rate. */
  readonly falsePositiveRate: number;
  /** Defective ones of the images with at least this score. */
  readonly precision: number;
}

/** How well a score tells defective from non-defective images, whatever the threshold. */
export interface ScoreCurves {
  /** Descending scores, each distinct one once. */
  readonly points: readonly ScorePoint[];
  /** Area under the receiver operating characteristic by trapezes, as scikit-learn's `roc_auc_score`. */
  readonly rocArea: number;
  /** Σ (Rₙ − Rₙ₋₁) · Pₙ over descending scores, as scikit-learn's `average_precision_score`. */
  readonly averagePrecision: number;
}

/**
 * Receiver operating characteristic and precision against recall (Fawcett, "An introduction to ROC analysis", 2006).
 * Images with equal scores are taken together: no threshold can part them.
 *
 * @returns null unless there are both defective and non-defective images.
 */
export function scoreCurves(scores: readonly LabelledScore[]): ScoreCurves | null {
  const positives = scores.filter(({ defective }) => defective).length;
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const sorted = [...scores].sort((one, other) => other.score - one.score);
  const points: ScorePoint[] = [];
  let [hits, alarms] = [0, 0];
  // Twice the area in images, a whole number: exact for all that a project can hold.
  let doubledArea = 0;
  let averagePrecision = 0;
  for (let at = 0; at < sorted.length;) {
    const score = sorted[at]?.score ?? 0;
    const [hitsBefore, alarmsBefore] = [hits, alarms];
    for (; sorted[at]?.score === score; at += 1) {
      if (sorted[at]?.defective === true) hits += 1;
      else alarms += 1;
    }
    const precision = hits / (hits + alarms);
    doubledArea += (alarms - alarmsBefore) * (hits + hitsBefore);
    averagePrecision += ((hits - hitsBefore) / positives) * precision;
    const [recall, falsePositiveRate] = [hits / positives, alarms / negatives];
    points.push({ score, recall, falsePositiveRate, precision });
  }
  return { points, rocArea: doubledArea / 2 / positives / negatives, averagePrecision };
}

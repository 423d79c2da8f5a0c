import type { CurvePoint } from '../evaluation/evaluation-curves';
import type { TrialMean } from '../evaluation/trial-figures';
import type { RunSummary } from './run-views';

/** One run as it is compared. */
export interface ComparedRun {
  readonly run: RunSummary;
  /** On the test side, over the finished trials: Table 2's row. */
  readonly accuracy: TrialMean;
  /** SGD iterations, over the finished trials. */
  readonly convergence: TrialMean;
  /** The side that the curve is of. */
  readonly side: 'validation' | 'test';
  /** Figure 4: accuracy against iterations, mean and error over the trials that came so far. */
  readonly curve: readonly CurvePoint[];
  /** All starts of its trainer together; null for runs made by earlier versions. */
  readonly workedSeconds: number | null;
}

/** Runs that are compared at once at most. */
export const mostCompared = 12;

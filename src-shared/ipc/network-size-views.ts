import type { TrialMean } from '../evaluation/trial-figures';
import type { RunSummary } from './run-views';

/** Time that deciding one image takes, the patches of its grid as one batch, milliseconds. */
export interface DecisionTime {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** How often it was timed. */
  readonly runs: number;
}

/** What a network costs beside what it can do: a point of Figure 10, a row of Table 5. */
export interface NetworkSize {
  readonly run: RunSummary;
  /** Of the test images, over the finished trials. */
  readonly accuracy: TrialMean;
  /** Patches of the grid of most of the run's images. */
  readonly patches: number;
  /** Floating-point operations for the patches of one image: two for each multiplication with its addition. */
  readonly operations: number;
  /** The first trial's model on disk; null where its file is gone. */
  readonly modelBytes: number | null;
  /** On this computer; null where it was not measured. */
  readonly time: DecisionTime | null;
}

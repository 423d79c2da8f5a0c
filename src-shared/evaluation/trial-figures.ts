import type { TextureRates } from './texture-rates';

/** A mean over trials, as protocol.md reports results. */
export interface MeanAndError {
  /** null where no trial has a value. */
  readonly mean: number | null;
  /** s/√n with n−1 in s; null for one trial. */
  readonly standardError: number | null;
}

/** A mean over trials that says how many had no value. */
export interface TrialMean extends MeanAndError {
  /** Values the mean is over. */
  readonly count: number;
  /** Values left out because they were null. */
  readonly missing: number;
}

/** Decisions of all trials counted together, as if they were one: no mean, no error. */
export interface PooledFigures {
  /** Decisions on test images; an image on the test side of two trials counts twice. */
  readonly images: number;
  readonly accuracy: number | null;
  readonly tpr: number | null;
  readonly tnr: number | null;
  readonly escapes: number;
  readonly overkills: number;
  /** In class order. */
  readonly textures: readonly TextureRates[];
}

/** What the trials of a run found: the rows of Table 2 and Table 3, and the pooled counts. */
export interface EvaluationSummary {
  readonly accuracy: MeanAndError;
  /** SGD iterations; Table 2's second column. */
  readonly convergence: MeanAndError;
  /** In class order; Table 3's rows. */
  readonly textures: readonly {
    readonly texture: string;
    readonly tpr: MeanAndError;
    readonly tnr: MeanAndError;
  }[];
  readonly pooled: PooledFigures;
}

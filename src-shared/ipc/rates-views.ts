import type { TextureCertainty } from '../evaluation/rate-certainty';
import type { LineExpectation, ThresholdPair } from '../evaluation/threshold';

/** The thresholds that a run carries, and how they came about. */
export interface RunThresholds extends ThresholdPair {
  /** By the least expected cost on validation images, or by hand. */
  readonly placed: 'by-cost' | 'by-hand';
  /** What they were placed for, and are read out with. */
  readonly expectation: LineExpectation;
  /** ISO 8601. */
  readonly at: string;
  readonly who: string;
}

/** Decisions of all finished trials on one side; columns with an entry a decision, all equally long. */
export interface ScoreColumns {
  readonly trials: readonly number[];
  /** Index of the labelled texture. */
  readonly textures: readonly number[];
  readonly defective: readonly boolean[];
  readonly predictedTextures: readonly number[];
  readonly predictedDefective: readonly boolean[];
  /** Defect scores with nine significant digits, 0–1. */
  readonly scores: readonly number[];
}

/** What the rates of a run rest on: enough to count everything again. */
export interface RatesView {
  readonly run: string;
  /** In class order. */
  readonly textures: readonly string[];
  readonly trials: number;
  readonly test: ScoreColumns;
  /** Null where the plan keeps no validation images. */
  readonly validation: ScoreColumns | null;
  /** On the test side, all trials together, in class order. */
  readonly certainty: readonly TextureCertainty[];
  readonly thresholds: RunThresholds | null;
}

import type { TextureCertainty } from '../evaluation/rate-certainty';
import type { LineExpectation, ThresholdPair } from '../evaluation/threshold';
import type { DecidedImage } from './run-views';
import type { Said } from '../sentences/sentence';

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

/** Where the thresholds of a run are to come from. */
export type ThresholdChoice =
  | { readonly kind: 'by-cost'; readonly expectation: LineExpectation }
  | {
      readonly kind: 'by-hand';
      readonly pair: ThresholdPair;
      readonly expectation: LineExpectation;
    }
  | { readonly kind: 'none' };

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

/** One of the 2T × 2T cells of a confusion: images of a labelled class that were decided as some class. */
export interface ConfusionCell {
  /** Class index = 2 · texture + (defective ? 1 : 0). */
  readonly labelled: number;
  readonly decided: number;
}

/** Some of the decisions in a cell. */
export interface CellPage {
  readonly total: number;
  readonly offset: number;
  /** Lowest score first. */
  readonly images: readonly DecidedImage[];
}

/** What a run carries after a gesture, and the sentence of its report that says which rule decides. */
export interface KeptThresholds {
  readonly thresholds: RunThresholds | null;
  readonly rule: Said;
}

import type { Verdict } from '../dataset/label';
import type { Ellipse } from '../labelling/ellipse';
import type { SignedView } from './review-views';
import type { ImageRow } from './views';

/** What a run decided about an image over the trials in which it was held out of training. */
export interface OpinionView {
  readonly run: string;
  readonly defective: boolean;
  /** Mean defect score, 0 … 1. */
  readonly score: number;
  readonly trials: number;
  readonly defectiveTrials: number;
}

/** What the label said. */
export interface LabelOpinion {
  readonly verdict: Verdict;
  readonly ellipses: number;
  /** null: imported. */
  readonly labelled: SignedView | null;
}

/** An image on which a label and a run confidently disagree. */
export interface Doubt {
  readonly image: ImageRow;
  readonly shapes: readonly Ellipse[];
  readonly label: LabelOpinion;
  readonly opinion: OpinionView;
  /** How sure the run is of the contrary of the label, 0 … 1. */
  readonly doubt: number;
  /** Whether who sits here labelled it: a second person rules that it is right. */
  readonly ownLabel: boolean;
}

/** A supervisor's ruling, with both opinions as they were then. */
export interface Ruling {
  readonly id: number;
  readonly image: ImageRow;
  readonly labelRight: boolean;
  /** Empty for none. */
  readonly note: string;
  readonly who: string;
  /** ISO 8601. */
  readonly at: string;
  readonly label: LabelOpinion;
  readonly opinion: OpinionView;
}

/** The queue of a run, worst first, and how many of its doubts were ruled on already. */
export interface DoubtQueue {
  readonly run: string;
  readonly doubts: readonly Doubt[];
  readonly total: number;
  readonly ruled: number;
}

/** Below this a run is not called confident, unless asked otherwise. */
export const confidentDoubt = 0.8;

import type { DecisionChange } from '../evaluation/decision-changes';
import type { FloorFailing, TextureFloors } from '../evaluation/rate-floors';
import type { StudentChoice } from '../evaluation/student-choice';
import type { TextureRates } from '../evaluation/texture-rates';
import type { NetworkSize } from './network-size-views';

/** Decisions of all finished trials on one side, counted together. */
export interface SideFigures {
  readonly images: number;
  readonly accuracy: number | null;
  /** In class order. */
  readonly textures: readonly TextureRates[];
}

/** A network as it is chosen by. */
export interface ChoosingNetwork extends NetworkSize {
  /** Null where the plan kept no validation images. */
  readonly validation: SideFigures | null;
  /** The floors that it does not hold on validation; null without validation images. */
  readonly failings: readonly FloorFailing[] | null;
}

/** A teacher with its students, what they are held to, and which is chosen. */
export interface ChoosingView {
  readonly teacher: string;
  /** Of the teacher's textures, then of others of the project that have any. */
  readonly floors: readonly TextureFloors[];
  /** The teacher first, then its students that have a finished trial. */
  readonly networks: readonly ChoosingNetwork[];
  readonly choice: StudentChoice;
}

/** What a model answered about an image. */
export interface ModelAnswer {
  readonly texture: string;
  readonly defective: boolean;
  /** Defect score, 0–1. */
  readonly score: number;
}

/** An image of the project that two models decided, with its label. */
export interface TwiceDecided {
  readonly trial: number;
  readonly imageId: number;
  readonly sha256: string;
  readonly name: string;
  readonly texture: string;
  readonly defective: boolean;
}

/** A test image with the answers of a student and its teacher. */
export interface Disagreement extends TwiceDecided {
  readonly teacher: ModelAnswer;
  readonly student: ModelAnswer;
  /** Whether verdict or texture differ. */
  readonly differ: boolean;
  /** Root mean square over patches and classes. */
  readonly gap: number;
  /** The patch where the two lie furthest apart, in grid order from 0, and what each says of it: `[2T]`. */
  readonly patch: number;
  readonly teacherLogits: readonly number[];
  readonly studentLogits: readonly number[];
}

/** Where a student and its teacher disagree: those that they decide differently first, then by the gap. */
export interface Disagreements {
  readonly run: string;
  readonly teacher: string;
  /** In class order. */
  readonly textures: readonly string[];
  /** Decisions that both made. */
  readonly images: number;
  readonly differing: number;
  /** The first of them. */
  readonly shown: readonly Disagreement[];
}

/** Images that a gallery shows at most. */
export const mostDisagreements = 200;

/** A test image whose decision changes. */
export interface ChangedImage extends TwiceDecided {
  readonly change: DecisionChange;
  readonly before: ModelAnswer;
  readonly after: ModelAnswer;
}

/** Two runs on the test images that they have in common, trial by trial. */
export interface RunChanges {
  readonly before: string;
  readonly after: string;
  /** Trials that both have finished. */
  readonly trials: readonly number[];
  /** Decisions that both made on images labelled alike in both. */
  readonly images: number;
  /** Test decisions of one run alone: on these nothing is compared. */
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  /** Left out since the label has changed between the runs. */
  readonly relabelled: number;
  readonly counts: Readonly<Record<DecisionChange, number>>;
  /** By kind, then by name; at most {@link mostChanges}. */
  readonly shown: readonly ChangedImage[];
}

/** Changed images that are listed at most. */
export const mostChanges = 500;

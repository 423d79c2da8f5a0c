import type { TextureFloors } from '../evaluation/rate-floors';
import type { CheckedTexture, ReleaseObjection } from '../evaluation/release-check';

/** One trial's model of a run. */
export interface TrialModel {
  readonly run: string;
  /** 1-based. */
  readonly trial: number;
}

/** What is held against a model before it is released: figures of its test images by the protocol's rule. */
export interface ReleaseCheck extends TrialModel {
  readonly testImages: number;
  readonly textures: readonly CheckedTexture[];
  /** The model that is released now; null for none. */
  readonly released:
    | (TrialModel & {
        /** Test images of both that are labelled the same in both. */
        readonly commonImages: number;
        /** Test images of both whose label has changed between the two runs: left out. */
        readonly relabelled: number;
      })
    | null;
  /** Empty where it can be released without a written reason. */
  readonly objections: readonly ReleaseObjection[];
}

/** A model that was released, or that a way back led to. */
export interface ReleasedModel extends TrialModel {
  /** Of the model's file. */
  readonly modelSha256: string;
  /** Who promoted it, a declared name. */
  readonly who: string;
  /** When it was promoted, ISO 8601. */
  readonly at: string;
  /** Why, in spite of objections; empty where there were none and nothing was written. */
  readonly reason: string;
  /** The figures that it was promoted with. */
  readonly check: ReleaseCheck;
}

/** One entry of the history of releases. */
export interface ReleaseEntry {
  readonly id: number;
  readonly kind: 'promoted' | 'returned';
  readonly who: string;
  /** ISO 8601. */
  readonly at: string;
  /** May be empty. */
  readonly reason: string;
  /** What is released from then on; null where the way back led to nothing. */
  readonly model: ReleasedModel | null;
}

/** What is released, what the way back leads to, and how it came to this. */
export interface ReleaseState {
  readonly current: ReleasedModel | null;
  /** What was released before; null where nothing was. */
  readonly previous: ReleasedModel | null;
  /** Newest first, at most {@link shownReleases}. */
  readonly history: readonly ReleaseEntry[];
}

/** Entries of the history that are shown at most. */
export const shownReleases = 200;

/** The floors of every texture of the project, in class order. */
export interface FloorsView {
  readonly floors: readonly TextureFloors[];
}

/** Longest reason, characters. */
export const longestReason = 2000;

import type { Verdict } from '../dataset/label';
import type { SkippedFile } from './views';

/** What a source holds after the corrections, by names and label files alone: no image has been opened. */
export interface ImportSurvey {
  readonly images: number;
  /** By the source's own names, in its order. */
  readonly textures: readonly {
    readonly name: string;
    /** Name in the project. */
    readonly becomes: string;
    readonly images: number;
    readonly defective: number;
  }[];
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Folders in the images' names, which a verdict rule can go by; those that tell images apart, at most 500. */
  readonly folders: readonly {
    readonly name: string;
    readonly images: number;
    /** What these images come to be, after the corrections. */
    readonly verdicts: Readonly<Record<Verdict, number>>;
  }[];
  /** Classes of marks, which a verdict rule can go by too, at most 500. */
  readonly classes: readonly { readonly name: string; readonly marks: number }[];
  readonly groups: {
    /** Images with a group's name. */
    readonly images: number;
    readonly count: number;
    /** The first names. */
    readonly names: readonly string[];
    /** Rows of the CSV that name no image of the source. */
    readonly unusedRows: number;
  };
  /** A few images, spread over the source. */
  readonly examples: readonly {
    readonly name: string;
    readonly texture: string;
    readonly verdict: Verdict;
    readonly group: string | null;
  }[];
  /** What is known to be skipped before any image is opened, at most 200. */
  readonly skipped: readonly SkippedFile[];
  readonly skippedTotal: number;
}

export interface ImportPreview {
  readonly source: string;
  /** Name of the importer that recognised the source, and what to call it. */
  readonly format: string;
  readonly formatTitle: string;
  /** Every format there is, to choose another one. */
  readonly formats: readonly { readonly name: string; readonly title: string }[];
  /** As the source says it. */
  readonly textures: readonly {
    readonly name: string;
    readonly images: number;
    readonly defective: number;
  }[];
  readonly survey: ImportSurvey;
}

import type { Review, Verdict } from '../dataset/label';
import type { Ellipse } from '../labelling/ellipse';
import type { SkippedFile } from './views';

/** What a format would hold of the chosen images. */
export interface LabelExportPlan {
  readonly format: string;
  readonly title: string;
  /** What it cannot hold, one sentence each. */
  readonly losses: readonly string[];
  readonly images: number;
  readonly ellipses: number;
}

export interface LabelExportSummary {
  readonly format: string;
  /** Absolute. */
  readonly folder: string;
  readonly images: number;
  readonly ellipses: number;
  /** Images that are not in the export, and why. */
  readonly left: readonly SkippedFile[];
  readonly losses: readonly string[];
}

export interface ArchiveExportSummary {
  readonly file: string;
  readonly images: number;
  readonly ellipses: number;
  readonly bytes: number;
}

/** A label as one of two sides has it. */
export interface SideLabel {
  readonly texture: string;
  readonly verdict: Verdict;
  readonly review: Review;
  /** Image pixels. */
  readonly ellipses: readonly Ellipse[];
}

/** An image that project and archive label differently. */
export interface ArchiveConflict {
  readonly sha256: string;
  readonly imageId: number;
  /** Name in the project. */
  readonly image: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** In words. */
  readonly mine: string;
  readonly theirs: string;
  readonly labels: { readonly mine: SideLabel; readonly theirs: SideLabel };
  readonly kept: 'mine' | 'theirs' | null;
}

export interface ArchiveSummary {
  /** False where it was only looked at: nothing has changed then. */
  readonly imported: boolean;
  /** Images that were new, or would be. */
  readonly added: number;
  /** Same bytes in the project before. */
  readonly known: number;
  /** Ellipses of the new images. */
  readonly ellipses: number;
  readonly conflicts: readonly ArchiveConflict[];
}

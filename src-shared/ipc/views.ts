import type { Review, Verdict } from '../dataset/label';
import type { Ellipse } from '../labelling/ellipse';
import type { KeyBindings } from '../settings/key-chord';
import type { ReviewView } from './review-views';

// What main shows of the project: read-only pictures of rows, never the rows themselves.

export interface TextureSummary {
  readonly id: number;
  readonly name: string;
  /** `#rrggbb`; null for the window's own choice. */
  readonly colour: string | null;
  /** Letter or digit that gives images this texture; null for none. */
  readonly hotKey: string | null;
  readonly ok: number;
  readonly defective: number;
  readonly unlabelled: number;
  readonly unsure: number;
  readonly ellipses: number;
}

/** A backup that can be put in the place of a damaged database. */
export interface BackupOffer {
  readonly file: string;
  /** When it was made, ISO 8601. */
  readonly at: string;
}

/** A project after a backup was put in place. */
export interface RestoredProject {
  readonly project: ProjectSummary;
  /** The backup's file. */
  readonly from: string;
  /** Where the database that was there lies now; null where there was none. */
  readonly kept: string | null;
}

export interface ProjectSummary {
  /** The project's folder. */
  readonly path: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly images: number;
  readonly textures: readonly TextureSummary[];
  /** Images that were deleted and can be taken back until they are purged; not among `images`. */
  readonly excluded: number;
  /** A sentence to show on top, e.g. that the project lies on a network share; null for none. */
  readonly warning: string | null;
}

export interface RecentProject {
  readonly path: string;
  readonly name: string;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly exists: boolean;
  /** Address of the view that it was left at; null for none. */
  readonly view: string | null;
}

export interface AppState {
  readonly version: string;
  readonly project: ProjectSummary | null;
  readonly recent: readonly RecentProject[];
  readonly theme: 'system' | 'light' | 'dark';
  /** Who labels on this workstation, as the history has it; nobody checks it. */
  readonly author: {
    readonly name: string;
    /** False where it is the system's name of the user, taken unasked. */
    readonly given: boolean;
  };
  /** Keys that this user has given to actions. */
  readonly keys: KeyBindings;
}

export interface ImageRow {
  readonly id: number;
  readonly sha256: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly textureId: number;
  readonly verdict: Verdict;
  readonly review: Review;
  readonly ellipses: number;
  /** Lot, part or camera: images of one group share a side of every split. */
  readonly groupName: string | null;
}

/**
 * As they came, the other way round, by name; latest label first; by texture, verdict (defective first), review (disputed
 * first), or who labelled; by the score of the decision that is asked for, highest or lowest first. Among equals as they came.
 */
export const imageOrders = [
  'added',
  'newest',
  'name',
  'labelled',
  'texture',
  'verdict',
  'review',
  'labeller',
  'score',
  'score-low',
] as const;
export type ImageOrder = (typeof imageOrders)[number];

/** What a run decided: anything, the one or the other, or the contrary of the label. */
export const decidedKinds = ['any', 'ok', 'defective', 'against-label'] as const;

/** Images that a run judged without having trained on them. */
export interface DecisionFilter {
  /** Id of the run. */
  readonly run: string;
  readonly decided: (typeof decidedKinds)[number];
  /** Mean defect score, both ends included, 0 … 1. */
  readonly from: number;
  readonly to: number;
}

/** Images that came, or were labelled, between two moments (ISO 8601, UTC); from `from` on, before `before`. */
export interface DateRange {
  readonly of: 'added' | 'labelled';
  readonly from: string | null;
  readonly before: string | null;
}

export interface ImageFilter {
  readonly textureId: number | null;
  readonly verdict: Verdict | null;
  /** Matches any part of the name; empty for all. */
  readonly text: string;
  /** `unreviewed`: labelled or disputed, or without a label yet. */
  readonly review?: Review | 'unreviewed' | null | undefined;
  /** Who labelled it here last; empty for those that nobody did: imported, or without a label. */
  readonly labeller?: string | null | undefined;
  readonly dates?: DateRange | null | undefined;
  readonly decision?: DecisionFilter | null | undefined;
  /** true: those that were excluded, instead of the others. */
  readonly excluded?: boolean | undefined;
  /** `added` where left out. */
  readonly order?: ImageOrder | undefined;
}

export interface ImagePage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly ImageRow[];
}

export interface LabelledEllipse {
  readonly id: number;
  readonly shape: Ellipse;
}

export interface ImageDetail extends Omit<ImageRow, 'ellipses'> {
  /** Of a sample in the file. */
  readonly bitDepth: 8 | 16;
  readonly ellipses: readonly LabelledEllipse[];
  readonly reviewing: ReviewView;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface SkippedFile {
  readonly file: string;
  /** With the line, where the reason lies in a line. */
  readonly reason: string;
}

/** A file in a list, with the image of the project that it is about. */
export interface ListedImage extends SkippedFile {
  /** Left out where there is none, as before an import. */
  readonly imageId?: number;
}

export interface ImportSummary {
  readonly added: number;
  /** Same bytes already in the project. */
  readonly known: number;
  readonly skipped: readonly SkippedFile[];
  readonly ellipses: number;
  /** Ellipses that fit what the source marks badly (IoU below 0.8), to look at; none where left out. */
  readonly poorFits?: readonly ListedImage[];
  /** Same bytes, labelled otherwise by the source: the project's label stays. */
  readonly conflicts: readonly ListedImage[];
  readonly cancelled: boolean;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly perSecond: number | null;
  readonly remainingSeconds: number | null;
}

export interface DoctorCheck {
  readonly name: string;
  readonly state: 'pass' | 'warn' | 'fail';
  readonly value: string;
  /** What to do; empty when it passes. */
  readonly advice: string;
}

import type { Review, Verdict } from '../dataset/label';
import type { Ellipse } from '../labelling/ellipse';

/** What was done to an image; `other` is what this window has no words for. */
export const historyKinds = [
  'added',
  'add-ellipse',
  'change-ellipse',
  'delete-ellipses',
  'set-verdict',
  'set-review',
  'set-texture',
  'set-group',
  'set-excluded',
  'keep-mask',
  'taken-over',
  'propose',
  'accept-proposals',
  'reject-proposals',
  'add-note',
  'remove-note',
  'ruling',
  'undo',
  'redo',
  'other',
] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** A value before and after. */
export interface Changed<T> {
  readonly old: T;
  readonly new: T;
}

/** One event of an image's history, with what differs before and after; what stayed is null. */
export interface HistoryEntry {
  /** Place in the project's history: the order, whatever the clocks say. */
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  /** A name given on the workstation; nobody has checked it. */
  readonly who: string;
  readonly kind: HistoryKind;
  /** What an undo took back, or a redo did again; null for the others. */
  readonly of: HistoryKind | null;
  /** Where an image that was added came from. */
  readonly source: { readonly path: string; readonly format: string } | null;
  /** `old` is null where there was none before; so with the others. */
  readonly verdict: { readonly old: Verdict | null; readonly new: Verdict } | null;
  readonly review: { readonly old: Review | null; readonly new: Review } | null;
  /** Names. */
  readonly texture: Changed<string | null> | null;
  /** null for no group. */
  readonly group: Changed<string | null> | null;
  readonly excluded: Changed<boolean> | null;
  /** What a model proposed; null for other events. */
  readonly proposed: {
    readonly run: string;
    readonly trial: number;
    readonly ellipses: number;
  } | null;
  /** Those that differ: without `old` it came, without `new` it went. */
  readonly ellipses: readonly {
    readonly id: number;
    readonly old: Ellipse | null;
    readonly new: Ellipse | null;
  }[];
  /** The text of the note that came or went; null for the others. */
  readonly note: string | null;
  /** What a supervisor said of the label that a run contradicts; null for the others. */
  readonly ruling: {
    readonly labelRight: boolean;
    readonly note: string;
    readonly verdict: Verdict;
    readonly run: string;
    readonly defective: boolean;
    readonly score: number;
  } | null;
}

export interface ImageHistory {
  /** Newest first, at most 200. */
  readonly entries: readonly HistoryEntry[];
  readonly total: number;
}

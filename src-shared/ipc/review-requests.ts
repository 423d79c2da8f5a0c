import type { Review } from '../dataset/label';
import type { DoubtQueue, Ruling } from './doubt-views';
import type { SavedFilter } from './filter-views';
import type { NewNote } from './review-views';
import type { ImageDetail, ImageFilter } from './views';

/** Reviews by a second person, notes, saved filters, and the label-doubt queue. */
export interface ReviewRequests {
  /** With a note where there is one. The own label cannot be called reviewed (`wrong-use`). */
  'labels.review': {
    argument: { imageId: number; review: Review; note: NewNote | null };
    result: ImageDetail;
  };
  'notes.add': { argument: { imageId: number; note: NewNote }; result: ImageDetail };
  'notes.remove': { argument: { noteId: number }; result: ImageDetail };
  /** Everybody whose label an image has. */
  'images.labellers': { argument: Record<string, never>; result: { names: readonly string[] } };

  /** Kept in the project, by name, each with how many images it lets through now. */
  'filters.list': { argument: Record<string, never>; result: { filters: readonly SavedFilter[] } };
  /** A name that is taken fails with `wrong-use` unless `replace`. */
  'filters.save': {
    argument: { name: string; filter: ImageFilter; replace: boolean };
    result: null;
  };
  'filters.remove': { argument: { name: string }; result: null };

  /** Images where a run says the contrary of the label, at least so surely, worst first. */
  'doubts.list': {
    argument: { run: string; atLeast: number; offset: number; limit: number };
    result: DoubtQueue;
  };
  /** A label that is ruled right is reviewed by that, one that is ruled wrong disputed. */
  'doubts.rule': {
    argument: { imageId: number; run: string; labelRight: boolean; note: string };
    result: Ruling;
  };
  /** Newest first. */
  'rulings.list': {
    argument: { offset: number; limit: number };
    result: { total: number; rulings: readonly Ruling[] };
  };
}

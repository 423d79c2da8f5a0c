import type { ImageFilter } from './views';

/** A filter with a name, kept in the project. */
export interface SavedFilter {
  /** Upper and lower case count as one. */
  readonly name: string;
  readonly filter: ImageFilter;
  /** ISO 8601. */
  readonly savedAt: string;
  readonly who: string;
  /** How many images it lets through now. */
  readonly images: number;
}

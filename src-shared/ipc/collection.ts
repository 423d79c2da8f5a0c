import type { Review, Verdict } from '../dataset/label';
import type { ImageFilter } from './views';

// Keeping the collection: what can be done to many images, and to textures.

/** Which images: some, or all under a filter but some. */
export type ImageSelection =
  | { readonly kind: 'ids'; readonly imageIds: readonly number[] }
  | { readonly kind: 'filter'; readonly filter: ImageFilter; readonly except: readonly number[] };

/** What is done to each image of a selection. */
export type ManyChange =
  | {
      readonly kind: 'verdict';
      readonly verdict: Verdict;
      /** Without it, images with ellipses are left as they are where the verdict goes without. */
      readonly deleteEllipses: boolean;
    }
  /** Images that this person may not review so (own labels, none at all) are left as they are. */
  | { readonly kind: 'review'; readonly review: Review }
  | { readonly kind: 'texture'; readonly textureId: number }
  /** null takes them out of their groups. */
  | { readonly kind: 'group'; readonly group: string | null }
  | { readonly kind: 'exclude'; readonly excluded: boolean };

/** What became of the images of a selection. */
export interface ManySummary {
  readonly changed: number;
  /** As they were asked to be, before. */
  readonly unchanged: number;
  /** Left as they are, since their ellipses would have gone. */
  readonly withEllipses: number;
  /** Left as they are, since this person may not review them so; none where left out. */
  readonly refused?: number;
  /** Whole bites stand; undo takes them back. */
  readonly cancelled: boolean;
}

/** Which groups a naming would make, before it does. */
export interface GroupPreview {
  readonly images: number;
  /** Those that the naming has a group for; the others stay as they are. */
  readonly grouped: number;
  readonly groups: number;
  /** Rows of a table that name none of the images. */
  readonly unusedRows: number;
  readonly examples: readonly { readonly name: string; readonly group: string | null }[];
}

/** What is changed about a texture. */
export type TextureChange =
  | { readonly kind: 'name'; readonly name: string }
  /** `#rrggbb`; null for the window's own choice. */
  | { readonly kind: 'colour'; readonly colour: string | null }
  /** One of {@link hotKeys}; null for none. */
  | { readonly kind: 'key'; readonly hotKey: string | null };

/** What purging would take, before it does. */
export interface PurgePreview {
  readonly images: number;
  /** Of the image files. */
  readonly bytes: number;
  /** Runs whose frozen data name some of these images. */
  readonly runs: readonly { readonly run: string; readonly images: number }[];
}

export interface PurgeSummary {
  readonly images: number;
  readonly bytes: number;
  readonly cancelled: boolean;
}

/** Letters and digits that may be a texture's hot-key: the others do something to an image already. */
export const hotKeys: readonly string[] = [...'456789BEFGHIJKLMNPQRSTUWY'];

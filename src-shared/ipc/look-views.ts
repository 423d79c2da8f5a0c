import type { ImageTone, PictureLook } from '../labelling/picture-look';

/** How the pictures of one texture are shown. */
export interface TextureLook {
  readonly textureId: number;
  readonly look: PictureLook;
}

/** What the window asks of main about how pictures are shown; a part of the table of requests. */
export interface LookRequests {
  /** What values an image has; takes as long as decoding it. */
  'images.tone': { argument: { imageId: number }; result: ImageTone };
  /**
   * The mask that an image was imported with, as lengths (src-shared/labelling/pixel-edges.ts); null where it came without.
   */
  'images.mask': { argument: { imageId: number }; result: { lengths: readonly number[] | null } };
  /** How textures are shown; those that are left out plainly. */
  'looks.list': { argument: Record<string, never>; result: { looks: readonly TextureLook[] } };
  'looks.set': { argument: { textureId: number; look: PictureLook }; result: null };
}

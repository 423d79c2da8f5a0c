import type { PictureLook } from '../labelling/picture-look';

/** How the pictures of one texture are shown. */
export interface TextureLook {
  readonly textureId: number;
  readonly look: PictureLook;
}

import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { TextureLook } from '../../src-shared/ipc/look-views';
import {
  isSameLook,
  normalised,
  plainLook,
  type ImageTone,
  type PictureLook,
  type ValueWindow,
} from '../../src-shared/labelling/picture-look';
import { imageRow } from '../database/image-queries';
import { deleteTextureLook, putTextureLook, textureLooks } from '../database/look-queries';
import { allTextureRows } from '../database/texture-queries';
import { imageFile, missingImage } from './image-service';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';

// How pictures are shown is kept by texture, so that a reviewer sees what the labeller saw. It changes no image and no
// label, so that it is no gesture: it has no event, and undo passes it by.

/** The looks of the textures that are not shown plainly. */
export function looks({ database }: OpenProject): readonly TextureLook[] {
  return textureLooks(database);
}

/**
 * Keeps how a texture is shown; the plain look takes the row away.
 *
 * @throws ExpectedFailure `not-found`, `read-only`.
 */
export function setLook(project: OpenProject, textureId: number, look: PictureLook): void {
  refuseReadOnly(project, 'the look of this texture was not kept');
  const { database } = project;
  const row = allTextureRows(database).find(({ id }) => id === textureId);
  if (row === undefined || row.mergedInto !== null) {
    throw new ExpectedFailure('not-found', `There is no texture ${textureId} in this project.`);
  }
  if (isSameLook(look, plainLook)) {
    deleteTextureLook(database, textureId);
  } else {
    const at = project.now().toISOString();
    putTextureLook(database, textureId, normalised(look), { at, who: project.author });
  }
}

/** Tones that are remembered: of the images looked at last. */
const rememberedTones = 64;

const tonesOf = new WeakMap<OpenProject, Map<string, Promise<ImageTone>>>();

/**
 * What values an image has; decoded once, then remembered for a while.
 *
 * @throws ExpectedFailure `not-found`; `project-damaged` or `bad-input` where the stored file has been spoilt.
 */
export function imageTone(project: OpenProject, imageId: number): Promise<ImageTone> {
  const row = imageRow(project.database, imageId);
  if (row === null) throw missingImage(imageId);
  const { sha256 } = row;
  const tones = tonesOf.get(project) ?? new Map<string, Promise<ImageTone>>();
  tonesOf.set(project, tones);
  const known = tones.get(sha256);
  if (known !== undefined) return known;
  const tone = project.decoder.call('tone', { file: imageFile(project, sha256), sha256 });
  tones.set(sha256, tone);
  tone.catch(() => tones.delete(sha256));
  for (const oldest of tones.keys()) {
    if (tones.size <= rememberedTones) break;
    tones.delete(oldest);
  }
  return tone;
}

/**
 * A picture of an image whose values from `low` to `high` are spread from black to white: an 8-bit PNG.
 *
 * @throws ExpectedFailure as {@link imageTone}.
 */
export async function pictureOfWindow(
  project: OpenProject,
  sha256: string,
  window: ValueWindow,
): Promise<Buffer> {
  const file = imageFile(project, sha256);
  const bytes = await project.decoder.call('window-picture', { file, sha256, window });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

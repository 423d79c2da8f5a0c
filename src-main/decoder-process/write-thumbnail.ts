import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { plainLook, windowOf } from '../../src-shared/labelling/picture-look';
import { decodePixels, inspectImage, type DecodedPixels } from './decode-image';
import { networkPixels } from './area-mean';
import { growingFile } from './durable-file';
import { toneOf } from './image-tone';
import { readImageFile } from './read-image-file';
import { refuseOtherBytes } from './stored-bytes';
import { sharp } from './sharp-library';
import { windowed } from './window-picture';

/** Longest side of a thumbnail, pixels. */
export const thumbnailSide = 256;

/**
 * Writes the thumbnail of a stored image (WebP, longest side 256 px), or the whole of it (8-bit PNG), atomically. Not
 * fsynced: it can be made again.
 */
export async function writeThumbnail(
  file: string,
  sha256: string,
  out: string,
  whole: boolean,
): Promise<null> {
  const content = await readImageFile(file);
  refuseOtherBytes(content.sha256, sha256, file);
  const image = await inspectImage(content);
  const decoded = await decodePixels(content, image);
  const shown = whole ? decoded : lightEnough(decoded);
  const longest = Math.max(image.width, image.height);
  const scale = whole ? 1 : Math.min(1, thumbnailSide / longest);
  const { width, height, pixels } = networkPixels(shown, scale, image.channels);
  const temporary = await growingFile(dirname(out));
  try {
    const picture = sharp(pixels, { raw: { width, height, channels: image.channels } });
    await (whole ? picture.png() : picture.webp({ quality: 82 })).toFile(temporary);
    await mkdir(dirname(out), { recursive: true });
    await rename(temporary, out);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return null;
}

/** A 16-bit image as it is first shown (see picture-look.ts): a camera's 12 bits would give a black thumbnail. */
function lightEnough(decoded: DecodedPixels): DecodedPixels {
  if (decoded.samples instanceof Uint8Array) return decoded;
  return { ...decoded, samples: windowed(decoded, windowOf(plainLook, 16, toneOf(decoded))) };
}

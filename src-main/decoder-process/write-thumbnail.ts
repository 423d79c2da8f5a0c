import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { decodePixels, inspectImage } from './decode-image';
import { networkPixels } from './area-mean';
import { growingFile } from './durable-file';
import { readImageFile } from './read-image-file';
import { refuseOtherBytes } from './stored-bytes';
import { sharp } from './sharp-library';

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
  const longest = Math.max(image.width, image.height);
  const scale = whole ? 1 : Math.min(1, thumbnailSide / longest);
  const { width, height, pixels } = networkPixels(decoded, scale, image.channels);
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

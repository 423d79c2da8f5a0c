import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { InspectedImage, StoredImage } from './decoder-calls';
import { decodePixels, inspectImage } from './decode-image';
import { syncFolder, writeDurably } from './durable-file';
import { hashOfPixels } from './hash-image';
import { growingFolder, storedImagePath } from './image-paths';
import { readImageFile, type ImageBytes } from './read-image-file';

/**
 * Takes an image file into the content-addressed store, after decoding all of it: what is stored can be read.
 *
 * @throws ExpectedFailure `bad-input` whose message is the reason alone; the store is then as before.
 */
export async function storeImage(file: string, imagesFolder: string): Promise<StoredImage> {
  const content = await readImageFile(file);
  const image = await inspectImage(content);
  const perceptualHash = hashOfPixels(await decodePixels(content, image));
  return { ...image, created: await keepBytes(content, image, imagesFolder), perceptualHash };
}

/**
 * Writes bytes under their hash; returns once they are durable.
 *
 * @returns false where they were there already. What lies there under the wrong hash is replaced.
 */
export async function keepBytes(
  { bytes, sha256 }: ImageBytes,
  { format }: InspectedImage,
  imagesFolder: string,
): Promise<boolean> {
  const target = storedImagePath(imagesFolder, sha256, format);
  if ((await hashOf(target)) === sha256) {
    // Another process may have named it a moment ago: its name must be durable before we rely on it.
    await syncFolder(dirname(target));
    return false;
  }
  await writeDurably(target, bytes, growingFolder(imagesFolder));
  return true;
}

async function hashOf(file: string): Promise<string | null> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return null;
    }
    throw error;
  }
}

import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { PixelFile, PixelFileRequest } from './decoder-calls';
import { decodePixels, inspectImage } from './decode-image';
import { networkPixels } from './area-mean';
import { growingFile, nameDurably } from './durable-file';
import { readImageFile } from './read-image-file';
import { refuseOtherBytes } from './stored-bytes';

/** Images that are decoded at a time: reading and decoding overlap with the writing. */
const lookahead = 3;

/**
 * Writes what a network sees of many images into one file, one after the other: 8-bit scaled pixels, rows of
 * width × channels bytes, see `networkPixels`. The file gets its name once it is whole and durable.
 *
 * @param onProgress told after each image.
 * @throws ExpectedFailure `project-damaged` where a file's bytes do not give the hash that the request names;
 *   `bad-input` where an image cannot be decoded. No file is left then.
 */
export async function writePixelFile(
  { images, imageScale, channels, out }: PixelFileRequest,
  onProgress: (done: number, total: number) => void,
): Promise<PixelFile> {
  const temporary = await growingFile(dirname(out));
  const hash = createHash('sha256');
  const places: { offset: number; width: number; height: number }[] = [];
  let offset = 0;

  const pixelsOf = async (index: number): Promise<ReturnType<typeof networkPixels> | null> => {
    const request = images[index];
    if (request === undefined) {
      return null;
    }
    const { file, sha256 } = request;
    try {
      const content = await readImageFile(file);
      refuseOtherBytes(content.sha256, sha256, file);
      const decoded = await decodePixels(content, await inspectImage(content));
      return networkPixels(decoded, imageScale, channels);
    } catch (error) {
      throw withFile(error, file);
    }
  };

  try {
    const handle = await open(temporary, 'wx');
    const ahead: ReturnType<typeof pixelsOf>[] = [];
    try {
      for (let index = 0; index < images.length; index += 1) {
        while (ahead.length < lookahead && index + ahead.length < images.length) {
          const next = pixelsOf(index + ahead.length);
          // Its failure is met in its turn; until then it must not count as unhandled.
          next.catch(() => undefined);
          ahead.push(next);
        }
        const scaled = await ahead.shift();
        if (scaled === undefined || scaled === null) {
          throw new Error(`Image ${index} of ${images.length} was not decoded.`);
        }
        hash.update(scaled.pixels);
        await handle.appendFile(scaled.pixels);
        places.push({ offset, width: scaled.width, height: scaled.height });
        offset += scaled.pixels.length;
        onProgress(index + 1, images.length);
      }
      await handle.sync();
    } finally {
      await Promise.allSettled(ahead);
      await handle.close();
    }
    await nameDurably(temporary, out);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { sha256: hash.digest('hex'), images: places };
}

/** Decoding gives the reason alone; here a whole sentence is needed. */
function withFile(error: unknown, file: string): unknown {
  if (error instanceof ExpectedFailure && error.failure.kind === 'bad-input') {
    return new ExpectedFailure('bad-input', `${file} ${error.failure.message}.`);
  }
  return error;
}

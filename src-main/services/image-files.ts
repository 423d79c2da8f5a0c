import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { SkippedFile } from '../../src-shared/ipc/views';

/** Endings of the names of files that are taken for images, with their dot. */
export const imageEndings: ReadonlySet<string> = new Set([
  '.png',
  '.jpg',
  '.jpeg',
  '.tif',
  '.tiff',
  '.webp',
  '.bmp',
]);

/** A file, absolute or as the working folder sees it, and how it was named. */
export interface NamedFile {
  readonly file: string;
  readonly given: string;
}

/**
 * Files as given, and in the place of each folder the image files below it, by name. What is missing, and a folder
 * without images, is told and left out.
 */
export async function listImageFiles(
  paths: readonly string[],
  onFailure: (failure: SkippedFile) => void,
): Promise<readonly NamedFile[]> {
  const files: NamedFile[] = [];
  for await (const file of findImageFiles(paths, onFailure)) files.push(file);
  return files;
}

/** As {@link listImageFiles}, one by one: of a large tree, one folder's names are held at a time. */
export async function* findImageFiles(
  paths: readonly string[],
  onFailure: (failure: SkippedFile) => void,
): AsyncGenerator<NamedFile, void, undefined> {
  for (const path of paths) {
    const stats = await stat(path).catch(() => null);
    if (stats === null) {
      onFailure({ file: path, reason: 'there is no such file or folder' });
    } else if (stats.isDirectory()) {
      let found = false;
      for await (const file of imagesBelow(path)) {
        found = true;
        yield { file, given: file };
      }
      if (!found) onFailure({ file: path, reason: 'there is no image in this folder' });
    } else {
      yield { file: path, given: path };
    }
  }
}

async function* imagesBelow(folder: string): AsyncGenerator<string, void, undefined> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* imagesBelow(path);
    else if (entry.isFile() && isImageName(entry.name)) yield path;
  }
}

/** Whether a file's ending is that of an image. */
export function isImageName(name: string): boolean {
  return imageEndings.has(extname(name).toLowerCase());
}

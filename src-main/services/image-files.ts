import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { SkippedFile } from '../../src-shared/ipc/views';

const imageEndings = new Set(['.png', '.jpg', '.jpeg', '.tif', '.tiff', '.webp', '.bmp']);

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
  for (const path of paths) {
    const stats = await stat(path).catch(() => null);
    if (stats === null) {
      onFailure({ file: path, reason: 'there is no such file or folder' });
    } else if (stats.isDirectory()) {
      const found = await imagesBelow(path);
      if (found.length === 0) onFailure({ file: path, reason: 'there is no image in this folder' });
      files.push(...found.map((file) => ({ file, given: file })));
    } else {
      files.push({ file: path, given: path });
    }
  }
  return files;
}

async function imagesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await imagesBelow(path)));
    else if (entry.isFile() && imageEndings.has(extname(entry.name).toLowerCase())) {
      files.push(path);
    }
  }
  return files;
}

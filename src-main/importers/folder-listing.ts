import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { saidFailure } from '../../src-shared/sentences/english';
import { sortInBites } from './sort-in-bites';

export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'unusable';
  /** Why it is unusable; empty for the others. */
  readonly reason: string;
}

const byName = new Intl.Collator('en', { numeric: true });

/**
 * What lies in a folder, 2 before 10. Links are followed to what they lead to.
 *
 * @throws ExpectedFailure `bad-input` where the folder cannot be read.
 */
export async function listFolder(folder: string): Promise<readonly FolderEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw saidFailure('bad-input', 'folderUnreadable', { folder, code });
  });
  const listed = await Promise.all(entries.map((entry) => describe(folder, entry)));
  return sortInBites(
    listed,
    (a, b) => byName.compare(a.name, b.name) || (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
}

async function describe(folder: string, entry: Dirent): Promise<FolderEntry> {
  const { name } = entry;
  const path = join(folder, name);
  if (name.includes('\uFFFD')) {
    // Node puts this sign for bytes that are no UTF-8; the file cannot be opened by such a name.
    return { name, path, kind: 'unusable', reason: 'has a name that is not valid UTF-8' };
  }
  if (entry.isFile()) {
    return { name, path, kind: 'file', reason: '' };
  }
  if (entry.isDirectory()) {
    return { name, path, kind: 'folder', reason: '' };
  }
  if (!entry.isSymbolicLink()) {
    return { name, path, kind: 'unusable', reason: 'is not a regular file' };
  }
  try {
    const target = await stat(path);
    if (target.isFile()) return { name, path, kind: 'file', reason: '' };
    if (target.isDirectory()) return { name, path, kind: 'folder', reason: '' };
    return { name, path, kind: 'unusable', reason: 'is a link to something that is not a file' };
  } catch {
    // Whatever stands in the way, the link leads nowhere that can be read.
    return { name, path, kind: 'unusable', reason: 'is a link that leads nowhere' };
  }
}

const imageEndings = new Set(['.png', '.jpg', '.jpeg', '.tif', '.tiff', '.webp', '.bmp']);

/** Whether a name has an image's ending; what it really is, its bytes will say. */
export function hasImageEnding(name: string): boolean {
  return imageEndings.has(extname(name).toLowerCase());
}

/** The image files of a listing, and the unusable entries that look like images. */
export function imagesOf(entries: readonly FolderEntry[]): readonly FolderEntry[] {
  return entries.filter(({ name, kind }) => kind !== 'folder' && hasImageEnding(name));
}

/** The entry of this kind by name, whatever the case of its letters; null where there is none. */
export function findEntry(
  entries: readonly FolderEntry[],
  kind: 'file' | 'folder',
  name: string,
): FolderEntry | null {
  const matching = entries.filter(
    (entry) => entry.kind === kind && entry.name.toLowerCase() === name.toLowerCase(),
  );
  return matching.find((entry) => entry.name === name) ?? matching[0] ?? null;
}

/** The files of a listing by name in lower case, for many look-ups; of two that differ in case alone, the first. */
export function filesByName(entries: readonly FolderEntry[]): ReadonlyMap<string, FolderEntry> {
  const files = new Map<string, FolderEntry>();
  for (const entry of entries) {
    const key = entry.name.toLowerCase();
    if (entry.kind === 'file' && !files.has(key)) {
      files.set(key, entry);
    }
  }
  return files;
}

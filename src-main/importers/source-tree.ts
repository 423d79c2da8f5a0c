import { basename, dirname, posix, relative, resolve, sep } from 'node:path';
import { hasImageEnding, listFolder, type FolderEntry } from './folder-listing';
import { foldersBelow } from './folders-below';

/** Folders in folders are followed this deep. */
const maxDepth = 8;

/** Folder names that say what lies in them, but nothing about the surface. */
const genericNames =
  /^(images?|imgs?|jpegimages|annotations?|labels?|data|train(ing)?|val(id|idation)?|test(ing)?)$/i;

/** A file of a source by its path below it, with `/`. */
export interface TreeFile {
  readonly path: string;
  readonly entry: FolderEntry;
}

/** Everything that lies below a source. */
export interface SourceTree {
  /** Absolute. */
  readonly source: string;
  readonly files: readonly TreeFile[];
  readonly images: readonly TreeFile[];
  /** The file with this path, whatever the case of its letters; null where there is none. */
  find(path: string): TreeFile | null;
}

/**
 * Lists a source and the folders below it.
 *
 * @param parts absolute folders below the source; where given, only they and what is below them.
 */
export async function listTree(folder: string, parts?: readonly string[]): Promise<SourceTree> {
  const source = resolve(folder);
  const files: TreeFile[] = [];
  const add = async (path: string): Promise<void> => {
    for (const entry of await listFolder(path)) {
      if (entry.kind !== 'folder') {
        files.push({ path: relative(source, entry.path).split(sep).join('/'), entry });
      }
    }
  };
  for (const part of parts ?? [source]) {
    await add(part);
    for await (const level of foldersBelow(part, maxDepth)) {
      for (const { path } of level) {
        await add(path);
      }
    }
  }
  const byPath = new Map<string, TreeFile>();
  for (const file of files) {
    const key = file.path.toLowerCase();
    if (!byPath.has(key)) {
      byPath.set(key, file);
    }
  }
  return {
    source,
    files,
    images: files.filter(({ entry }) => hasImageEnding(entry.name)),
    find: (path) => byPath.get(path.toLowerCase()) ?? null,
  };
}

/** The path without its ending: `felt/12` for `felt/12.png`. */
export function stemOf(path: string): string {
  return path.replace(/\.[^./]+$/, '');
}

/** The files of a tree by their stems in lower case; the first of each. */
export function filesByStem(files: readonly TreeFile[]): ReadonlyMap<string, TreeFile> {
  const found = new Map<string, TreeFile>();
  for (const file of files) {
    const stem = stemOf(file.path).toLowerCase();
    if (!found.has(stem)) {
      found.set(stem, file);
    }
  }
  return found;
}

/** The folder nearest to an image whose name is not a general one; else the source's name. */
export function textureOf({ source }: SourceTree, path: string): string {
  const named = path
    .split('/')
    .slice(0, -1)
    .filter((part) => !genericNames.test(part));
  return named.at(-1) ?? (basename(source) || 'images');
}

/** What the project calls an image of a tree: below its own folder or the source's name. */
export function nameOf({ source }: SourceTree, path: string): string {
  const shortened = path.replace(/^images\/(?=.*\/)/i, '');
  return shortened.includes('/') ? shortened : `${basename(source) || 'images'}/${shortened}`;
}

/**
 * The image that a label file names: below its own folder, the one above, or an `images` or `JPEGImages` in either. Names
 * that lead out of the source find nothing.
 */
export function imageNamedBy(tree: SourceTree, labelFile: string, name: string): TreeFile | null {
  const given = name.replaceAll('\\', '/');
  const below = posix.dirname(labelFile);
  const above = posix.dirname(below);
  for (const folder of new Set([below, above])) {
    for (const part of ['', 'images', 'JPEGImages']) {
      const file = tree.find(posix.join(folder, part, given));
      if (file !== null && hasImageEnding(file.entry.name)) {
        return file;
      }
    }
  }
  return null;
}

/** Absolute folders of files. */
export function foldersOf(files: readonly TreeFile[]): readonly string[] {
  return [...new Set(files.map(({ entry }) => dirname(entry.path)))];
}

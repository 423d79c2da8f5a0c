import { basename, dirname } from 'node:path';
import { findEntry, imagesOf, listFolder, type FolderEntry } from './folder-listing';
import { parseDevelopmentLabels, type DevelopmentLabels } from './dagm-development-labels';
import { foldersBelow } from './folders-below';
import type { Importer, ImportItem, SourceImage } from './importer';
import { readLabelFile } from './label-file';

/** One folder of the layout: non-defective images, or defective ones with their `labels.txt`. */
interface Part {
  readonly kind: 'ok' | 'defective';
  readonly texture: string;
  readonly folder: string;
  readonly entries: readonly FolderEntry[];
}

const labelsName = 'labels.txt';

/**
 * DAGM 2007, development layout: `ClassN/*.png` are not defective, `ClassN_def/*.png` are, with `labels.txt`.
 *
 * The source is the folder that holds the classes (or holds the folder that does), one class (`Class1` takes
 * `Class1_def` beside it along), or `Class1_def` alone. An image whose row is missing or broken is left out, since a
 * defective image with a wrong ellipse is worse than none; the row is named with its line.
 */
const importer: Importer = {
  name: 'dagm-development',
  title: 'DAGM 2007, development set',
  rank: 10,
  takesAny: false,
  recognise: async (folder) => {
    const parts = await findParts(folder);
    if (parts.length === 0) {
      return null;
    }
    return {
      textures: textureCounts(parts),
      folders: parts.map((part) => part.folder),
      byNamesAlone: !parts.some(({ entries }) => findEntry(entries, 'file', labelsName) !== null),
      read: () => readParts(parts),
    };
  },
};
export default importer;

/** The name of the defective folder's class, or null where it is no such folder. */
function defectiveClass(folder: string): string | null {
  return /^(.+)_def$/i.exec(basename(folder))?.[1] ?? null;
}

async function findParts(folder: string): Promise<readonly Part[]> {
  const entries = await listFolder(folder);
  const name = basename(folder);
  const texture = defectiveClass(folder);
  if (texture !== null || findEntry(entries, 'file', labelsName) !== null) {
    return [{ kind: 'defective', texture: texture ?? name, folder, entries }];
  }
  const siblings = await listFolder(dirname(folder)).catch(() => []);
  const sibling = findEntry(siblings, 'folder', `${name}_def`);
  if (sibling !== null || (isClassName(name) && imagesOf(entries).length > 0)) {
    const ok: Part = { kind: 'ok', texture: name, folder, entries };
    return sibling === null ? [ok] : [ok, await defectivePart(sibling.path, name)];
  }
  for await (const level of foldersBelow(folder, 2)) {
    const parts = await partsAmong(level);
    if (parts.length > 0) {
      return parts;
    }
  }
  return [];
}

/** Parts among sister folders: pairs `X`, `X_def`; `ClassN` with images; `X_def` with labels. */
async function partsAmong(folders: readonly FolderEntry[]): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const { name, path } of folders) {
    const texture = defectiveClass(name);
    if (texture !== null) {
      const part = await defectivePart(path, texture);
      if (findEntry(part.entries, 'file', labelsName) !== null || hasSister(folders, path, texture))
        parts.push(part);
      continue;
    }
    const paired = hasSister(folders, path, `${name}_def`);
    if (paired || isClassName(name)) {
      const entries = await listFolder(path);
      if (paired || imagesOf(entries).length > 0) {
        parts.push({ kind: 'ok', texture: name, folder: path, entries });
      }
    }
  }
  return parts;
}

function hasSister(folders: readonly FolderEntry[], path: string, name: string): boolean {
  return folders.some(
    (other) =>
      dirname(other.path) === dirname(path) && other.name.toLowerCase() === name.toLowerCase(),
  );
}

async function defectivePart(folder: string, texture: string): Promise<Part> {
  return { kind: 'defective', texture, folder, entries: await listFolder(folder) };
}

function isClassName(name: string): boolean {
  return /^class[ _-]?\d+$/i.test(name);
}

function textureCounts(
  parts: readonly Part[],
): { name: string; images: number; defective: number }[] {
  const counts = new Map<string, { name: string; images: number; defective: number }>();
  for (const { kind, texture, entries } of parts) {
    const count = counts.get(texture) ?? { name: texture, images: 0, defective: 0 };
    const images = imagesOf(entries).length;
    count.images += images;
    count.defective += kind === 'defective' ? images : 0;
    counts.set(texture, count);
  }
  return [...counts.values()];
}

async function* readParts(parts: readonly Part[]): AsyncGenerator<ImportItem> {
  for (const part of parts) {
    if (part.kind === 'ok') {
      yield* okImages(part);
    } else {
      yield* defectiveImages(part);
    }
  }
}

function* okImages(part: Part): Generator<ImportItem> {
  for (const entry of imagesOf(part.entries)) {
    yield imageItem(part, entry, 'ok', [], null);
  }
}

function nameIn(part: Part, file: string): string {
  return `${basename(part.folder)}/${file}`;
}

function imageItem(
  part: Part,
  entry: FolderEntry,
  verdict: 'ok' | 'defective',
  ellipses: SourceImage['ellipses'],
  labelAt: SourceImage['labelAt'],
): ImportItem {
  const name = nameIn(part, entry.name);
  if (entry.kind === 'unusable') {
    return { kind: 'skipped', file: name, reason: entry.reason };
  }
  const { path } = entry;
  const { texture } = part;
  return { kind: 'image', path, name, texture, verdict, ellipses, masks: [], labelAt };
}

async function* defectiveImages(part: Part): AsyncGenerator<ImportItem> {
  const entry = findEntry(part.entries, 'file', labelsName);
  const file = nameIn(part, entry?.name ?? labelsName);
  const skip = (reason: string): ImportItem => ({ kind: 'skipped', file, reason });
  const read = entry === null ? null : await readLabelFile(entry.path);
  let labels: DevelopmentLabels = { rows: new Map(), problems: [] };
  if (read === null || read.kind === 'unreadable') {
    yield skip(read?.reason ?? 'is not there, so that the defects of this folder are unknown');
  } else {
    labels = parseDevelopmentLabels(read.lines);
  }
  for (const { line, reason } of labels.problems) {
    yield skip(`line ${line}: ${reason}`);
  }
  const images = imagesOf(part.entries);
  const indices = new Set(images.map(({ name }) => imageIndex(name)));
  for (const { index, line } of labels.rows.values()) {
    if (!indices.has(index)) {
      yield skip(`line ${line}: there is no image ${index} in ${basename(part.folder)}`);
    }
  }
  const taken = new Set<number>();
  for (const image of images) {
    yield defectiveImage(part, image, labels, file, taken);
  }
}

function defectiveImage(
  part: Part,
  entry: FolderEntry,
  labels: DevelopmentLabels,
  labelsFile: string,
  taken: Set<number>,
): ImportItem {
  const index = imageIndex(entry.name);
  const row = index === null ? undefined : labels.rows.get(index);
  const skip = (reason: string): ImportItem => ({
    kind: 'skipped',
    file: nameIn(part, entry.name),
    reason,
  });
  if (index === null) {
    return skip(`has a name that is not a number, so that no row of ${labelsFile} is its own`);
  }
  if (row === undefined) {
    return skip(`has no row in ${labelsFile}`);
  }
  if (row.ellipse === null) {
    return skip(`its row in ${labelsFile}, line ${row.line}, cannot be used`);
  }
  if (taken.has(index)) {
    return skip(`another image has index ${index} of ${labelsFile}`);
  }
  taken.add(index);
  const labelAt = { file: labelsFile, line: row.line };
  return imageItem(part, entry, 'defective', [row.ellipse], labelAt);
}

function imageIndex(name: string): number | null {
  const digits = /^(\d{1,9})\.[^.]+$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

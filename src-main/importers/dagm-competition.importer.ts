import { basename, dirname, resolve } from 'node:path';
import {
  parseCompetitionLabels,
  type CompetitionLabels,
  type CompetitionRow,
} from './dagm-competition-labels';
import { filesByName, findEntry, imagesOf, listFolder, type FolderEntry } from './folder-listing';
import { foldersBelow } from './folders-below';
import type { Importer, ImportItem } from './importer';
import { readLabelFile } from './label-file';

/** `ClassN/Train` or `ClassN/Test`. */
interface Part {
  readonly texture: string;
  /** `Class8/Train`. */
  readonly name: string;
  /** The part's folder and its `Label`. */
  readonly folders: readonly string[];
  readonly entries: readonly FolderEntry[];
  /** The same and what lies in `Label/`, by name in lower case. */
  readonly files: ReadonlyMap<string, FolderEntry>;
  readonly labelFiles: ReadonlyMap<string, FolderEntry>;
  /** `Class8/Train/Label/Labels.txt` */
  readonly labelsName: string;
  readonly labels: CompetitionLabels;
  /** Why there are no labels; null where there are. */
  readonly labelsProblem: string | null;
}

/**
 * DAGM 2007, competition layout: `ClassN/{Train,Test}/NNNN.PNG` with `Label/Labels.txt` and masks, to which the ellipses
 * are fitted.
 *
 * The source is the folder that holds the classes (or holds the folder that does), one class, or one of its parts. The
 * list says whether an image is defective, the mask only where: an image that is flagged defective and whose mask is
 * missing, unreadable, of another size or all black is taken as defective without an ellipse, and the mask is listed.
 * Images without a usable row are left out. Files that no row names (`Thumbs.db`, spare masks) are passed over.
 */
const importer: Importer = {
  name: 'dagm-competition',
  title: 'DAGM 2007, competition set',
  rank: 20,
  takesAny: false,
  recognise: async (folder) => {
    const folders = await findPartFolders(folder);
    if (folders.length === 0) {
      return null;
    }
    const parts: Part[] = [];
    for (const path of folders) {
      parts.push(await readPart(path));
    }
    return {
      textures: textureCounts(parts),
      folders: parts.flatMap((part) => part.folders),
      read: () => readParts(parts),
    };
  },
};
export default importer;

/** Folders that hold images with a `Label` folder beside them. */
async function findPartFolders(folder: string): Promise<readonly string[]> {
  if (await isPart(folder)) {
    return [folder];
  }
  const found: string[] = [];
  for await (const level of foldersBelow(folder, 4)) {
    for (const { path } of level) {
      if (await isPart(path)) {
        found.push(path);
      }
    }
  }
  return found;
}

async function isPart(folder: string): Promise<boolean> {
  return findEntry(await listFolder(folder), 'folder', 'Label') !== null;
}

async function readPart(folder: string): Promise<Part> {
  const path = resolve(folder);
  const isTrainOrTest = /^(train|test)$/i.test(basename(path));
  const texture = isTrainOrTest ? basename(dirname(path)) : basename(path);
  const name = isTrainOrTest ? `${texture}/${basename(path)}` : texture;
  const entries = await listFolder(path);
  const labelFolder = findEntry(entries, 'folder', 'Label');
  const labelEntries = labelFolder === null ? [] : await listFolder(labelFolder.path);
  const list = findEntry(labelEntries, 'file', 'Labels.txt');
  const read = list === null ? null : await readLabelFile(list.path);
  return {
    texture,
    name,
    folders: labelFolder === null ? [path] : [path, labelFolder.path],
    entries,
    files: filesByName(entries),
    labelFiles: filesByName(labelEntries),
    labelsName: `${name}/${labelFolder?.name ?? 'Label'}/${list?.name ?? 'Labels.txt'}`,
    labels:
      read?.kind === 'lines'
        ? parseCompetitionLabels(read.lines)
        : { rows: new Map(), problems: [] },
    labelsProblem:
      read === null
        ? 'is not there, so that the labels of this folder are unknown'
        : read.kind === 'unreadable'
          ? read.reason
          : null,
  };
}

function textureCounts(
  parts: readonly Part[],
): { name: string; images: number; defective: number }[] {
  const counts = new Map<string, { name: string; images: number; defective: number }>();
  for (const { texture, entries, labels } of parts) {
    const count = counts.get(texture) ?? { name: texture, images: 0, defective: 0 };
    for (const { name } of imagesOf(entries)) {
      count.images += 1;
      count.defective += labels.rows.get(name.toLowerCase())?.defective === true ? 1 : 0;
    }
    counts.set(texture, count);
  }
  return [...counts.values()];
}

async function* readParts(parts: readonly Part[]): AsyncGenerator<ImportItem> {
  for (const part of parts) {
    yield* readOne(part);
  }
}

function* readOne(part: Part): Generator<ImportItem> {
  const skip = (file: string, reason: string): ImportItem => ({ kind: 'skipped', file, reason });
  if (part.labelsProblem !== null) {
    yield skip(part.labelsName, part.labelsProblem);
  }
  for (const { line, reason } of part.labels.problems) {
    yield skip(part.labelsName, `line ${line}: ${reason}`);
  }
  for (const { image, line } of part.labels.rows.values()) {
    if (!part.files.has(image.toLowerCase())) {
      yield skip(part.labelsName, `line ${line}: there is no image ${image} in ${part.name}`);
    }
  }
  for (const entry of imagesOf(part.entries)) {
    const row = part.labels.rows.get(entry.name.toLowerCase());
    const name = `${part.name}/${entry.name}`;
    if (entry.kind === 'unusable') {
      yield skip(name, entry.reason);
    } else if (row === undefined) {
      yield skip(name, `has no usable row in ${part.labelsName}`);
    } else {
      yield* labelledImage(part, entry, name, row);
    }
  }
}

function* labelledImage(
  part: Part,
  { path }: FolderEntry,
  name: string,
  row: CompetitionRow,
): Generator<ImportItem> {
  const { texture, labelsName } = part;
  const mask = (row.defective && part.labelFiles.get(row.mask?.toLowerCase() ?? '')) || null;
  if (row.defective && mask === null) {
    const finding = row.mask === null ? 'names no mask' : `there is no mask ${row.mask}`;
    yield {
      kind: 'skipped',
      file: labelsName,
      reason: `line ${row.line}: ${finding}; ${name} is taken as defective without an ellipse`,
    };
  }
  const folder = dirname(labelsName);
  yield {
    kind: 'image',
    path,
    name,
    texture,
    verdict: row.defective ? 'defective' : 'ok',
    ellipses: [],
    masks: mask === null ? [] : [{ path: mask.path, name: `${folder}/${mask.name}` }],
    labelAt: { file: labelsName, line: row.line },
  };
}

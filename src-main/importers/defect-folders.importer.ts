import { basename, dirname, posix, resolve } from 'node:path';
import type { SkippedFile } from '../../src-shared/ipc/views';
import { imagesOf, listFolder, type FolderEntry } from './folder-listing';
import type { Importer } from './importer';
import { labelledTree, unlabelled, type TreeLabel } from './labelled-tree';
import { findMasks } from './mask-files';
import {
  filesByStem,
  listTree,
  nameOf,
  stemOf,
  textureOf,
  type SourceTree,
  type TreeFile,
} from './source-tree';

const goodName = /^(good|goods|ok|normal|defect[-_ ]?free|no[-_ ]?defects?|non[-_ ]?defective)$/i;
const unlabelledName = /^(unlabell?ed|unknown|unsorted)$/i;
const partName = /^(train|training|val|validation|test|testing)$/i;
const masksName = /^(ground[-_ ]?truth|gt|masks?)$/i;

/**
 * A folder a texture, with `good` (or `ok`) and a folder a kind of defect, with or without `train` and `test` between; the
 * layout of MVTec AD, whose masks are `ground_truth/KIND/NAME_mask.png`, and of MVTec LOCO, which has a mask a defect: `ground_truth/KIND/NAME/000.png`.
 *
 * Masks may lie beside their images as well. The folder says the verdict, the mask only where: a defective image whose mask is missing where others have one, or that
 * cannot be used, is taken as defective without an ellipse, and listed. The source is the folder of all textures, one
 * texture, or one of its parts.
 */
const importer: Importer = {
  name: 'defect-folders',
  title: 'Folders of good and defective images',
  rank: 60,
  takesAny: false,
  recognise: async (folder) => {
    const { tree, texture } = await treeAround(resolve(folder));
    const roots = texture === null ? textureFolders(tree) : new Set([texture]);
    const { maskOf: besideOf } = findMasks(tree);
    const beside = new Set(besideOf.values());
    const places = tree.images.flatMap((file) =>
      beside.has(file) ? [] : (placeOf(file, roots) ?? []),
    );
    const images = places.filter(({ kind }) => kind !== 'masks');
    if (!images.some(({ kind }) => kind === 'good' || kind === 'defective')) {
      return null;
    }
    const maskPlaces = places.filter(({ kind }) => kind === 'masks');
    const maskFiles = maskPlaces.map(({ file }) => file);
    const masks: Masks = { byStem: filesByStem(maskFiles), inFolder: filesByFolder(maskFiles) };
    const masked = new Set(maskPlaces.map(({ root }) => root));
    const labels = new Map<string, TreeLabel>();
    const skipped: SkippedFile[] = [];
    for (const place of images) {
      const { file, kind, root } = place;
      const key = file.path.toLowerCase();
      const own = kind === 'defective' ? masksOf(place, masks, besideOf.get(key)) : [];
      if (own.length === 0 && kind === 'defective' && masked.has(root)) {
        const reason = 'has no mask; it is taken as defective without an ellipse';
        skipped.push({ file: nameOf(tree, file.path), reason });
      }
      labels.set(key, labelOf(tree, place, own));
    }
    const files = images.map(({ file }) => file);
    return labelledTree(tree, files, { labels, broken: new Map(), skipped }, maskFiles);
  },
};
export default importer;

/** Where an image lies in the folder of its texture. */
interface Place {
  readonly file: TreeFile;
  /** The texture's folder. */
  readonly root: string;
  readonly kind: 'good' | 'defective' | 'unlabelled' | 'masks';
  /** From the folder that says the kind down: `broken/000.png`; of masks, without the folder of masks. */
  readonly below: string;
}

/**
 * What is below the source, seen from the folder above its texture's: of `bottle/test/broken` the masks in
 * `bottle/ground_truth` too.
 *
 * @returns with the texture's folder where the source is `good` or a folder beside one.
 */
async function treeAround(source: string): Promise<{ tree: SourceTree; texture: string | null }> {
  const isKind = goodName.test(basename(source)) || (await hasGoodSister(source));
  const side = isKind ? dirname(source) : source;
  const top = partName.test(basename(side)) ? dirname(side) : side;
  const masks =
    top === source
      ? []
      : (await listFolder(top)).filter(
          ({ kind, name, path }) => kind === 'folder' && masksName.test(name) && path !== source,
        );
  const tree = await listTree(dirname(top), [source, ...masks.map(({ path }) => path)]);
  return { tree, texture: isKind ? basename(top) : null };
}

/** Whether the folder holds images, and so does one beside it that is called good. */
async function hasGoodSister(folder: string): Promise<boolean> {
  const holdsImages = async (path: string): Promise<boolean> =>
    imagesOf(await listFolder(path)).length > 0;
  if (masksName.test(basename(folder)) || !(await holdsImages(folder))) return false;
  const sisters: readonly FolderEntry[] = await listFolder(dirname(folder)).catch(() => []);
  for (const { kind, name, path } of sisters) {
    if (kind === 'folder' && goodName.test(name) && path !== folder && (await holdsImages(path))) {
      return true;
    }
  }
  return false;
}

/** Folders that hold a `good` with images, by themselves or in `train` or `test`. */
function textureFolders({ images }: SourceTree): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const { path } of images) {
    const parts = path.split('/').slice(0, -1);
    const at = parts.findIndex((part) => goodName.test(part));
    if (at === -1) continue;
    const above = parts.slice(0, at);
    const end = partName.test(above.at(-1) ?? '') ? above.slice(0, -1) : above;
    roots.add(end.join('/'));
  }
  return roots;
}

/** Null for an image that belongs to no texture's folder, or lies in none of the folders that say a kind. */
function placeOf(file: TreeFile, roots: ReadonlySet<string>): Place | null {
  const parts = file.path.split('/');
  for (let length = parts.length - 1; length >= 0; length -= 1) {
    const root = parts.slice(0, length).join('/');
    if (!roots.has(root)) continue;
    const rest = parts.slice(length);
    const [first = ''] = rest;
    if (masksName.test(first)) {
      return { file, root, kind: 'masks', below: rest.slice(1).join('/') };
    }
    const inside = partName.test(first) ? rest.slice(1) : rest;
    if (inside.length < 2) return { file, root, kind: 'unlabelled', below: inside.join('/') };
    const [folder = ''] = inside;
    const kind = goodName.test(folder)
      ? 'good'
      : unlabelledName.test(folder)
        ? 'unlabelled'
        : 'defective';
    return { file, root, kind, below: inside.join('/') };
  }
  return null;
}

/** Files in folders of masks. */
interface Masks {
  /** By the path without its ending, in lower case. */
  readonly byStem: ReadonlyMap<string, TreeFile>;
  /** By the path of their folder in lower case. */
  readonly inFolder: ReadonlyMap<string, readonly TreeFile[]>;
}

function filesByFolder(files: readonly TreeFile[]): Masks['inFolder'] {
  const folders = new Map<string, TreeFile[]>();
  for (const file of files) {
    const folder = posix.dirname(file.path).toLowerCase();
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [file]);
    else known.push(file);
  }
  return folders;
}

/** @param beside a mask in the image's own folder, which counts where the folders of masks hold none. */
function masksOf(
  { root, below }: Place,
  { byStem, inFolder }: Masks,
  beside: TreeFile | undefined,
): readonly TreeFile[] {
  const stem = stemOf(below).toLowerCase();
  for (const folder of ['ground_truth', 'ground-truth', 'ground truth', 'gt', 'masks', 'mask']) {
    const place = `${root.toLowerCase()}/${folder}/${stem}`;
    for (const suffix of ['_mask', '', '_gt']) {
      const found = byStem.get(place + suffix);
      if (found !== undefined) return [found];
    }
    const several = inFolder.get(place);
    if (several !== undefined) return several;
  }
  return beside === undefined ? [] : [beside];
}

function labelOf(
  tree: SourceTree,
  { root, kind, file }: Place,
  masks: readonly TreeFile[],
): TreeLabel {
  // The folder of the texture, not that of the kind of defect.
  const texture = textureOf(tree, `${root}/`);
  if (kind === 'good') return { ...unlabelled, texture, verdict: 'ok' };
  if (kind !== 'defective') return { ...unlabelled, texture };
  if (masks.length === 0) return { ...unlabelled, texture, verdict: 'defective' };
  return {
    ...unlabelled,
    texture,
    verdict: 'defective',
    masks: masks.map(({ entry, path }) => ({ path: entry.path, name: nameOf(tree, path) })),
    labelAt: { file: nameOf(tree, file.path), line: null },
  };
}

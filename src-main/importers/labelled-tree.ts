import type { Verdict } from '../../src-shared/dataset/label';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { ImportItem, RecognisedSource, SourceFile, SourceShape } from './importer';
import { foldersOf, nameOf, textureOf, type SourceTree, type TreeFile } from './source-tree';

/** What a source says about one of its images. */
export interface TreeLabel {
  /** Null takes the folder's. */
  readonly texture: string | null;
  readonly group?: string | null;
  readonly verdict: Verdict;
  readonly shapes: readonly SourceShape[];
  readonly masks: readonly SourceFile[];
  /** Whether a black mask says ok. */
  readonly maskDecides: boolean;
  readonly labelAt: { readonly file: string; readonly line: number | null } | null;
}

/** The label of an image that no label file names. */
export const unlabelled: TreeLabel = {
  texture: null,
  verdict: 'unlabelled',
  shapes: [],
  masks: [],
  maskDecides: false,
  labelAt: null,
};

/** Labels of a tree's images by path in lower case; what cannot be used is listed, with images that are left out. */
export interface TreeLabels {
  readonly labels: ReadonlyMap<string, TreeLabel>;
  /** Why an image is left out, by path in lower case. */
  readonly broken: ReadonlyMap<string, string>;
  readonly skipped: readonly SkippedFile[];
}

/** The labels of several files: the first that names an image stands, and one broken row leaves the image out. */
export function mergedLabels(files: readonly TreeLabels[]): TreeLabels {
  return {
    labels: new Map(files.flatMap(({ labels }) => [...labels]).reverse()),
    broken: new Map(files.flatMap(({ broken }) => [...broken])),
    skipped: files.flatMap(({ skipped }) => skipped),
  };
}

/**
 * A source whose labels have been read: an image that they do not name comes unlabelled; one whose label cannot be used is
 * left out, since a wrong label is worse than none.
 *
 * @param images what are images of the source, and not masks of them.
 * @param others further files whose folders belong to the layout.
 */
export function labelledTree(
  tree: SourceTree,
  images: readonly TreeFile[],
  { labels, broken, skipped }: TreeLabels,
  others: readonly TreeFile[] = [],
): RecognisedSource {
  const labelOf = ({ path }: TreeFile): TreeLabel => labels.get(path.toLowerCase()) ?? unlabelled;
  const textureName = (file: TreeFile): string =>
    labelOf(file).texture ?? textureOf(tree, file.path);
  const counts = new Map<string, { name: string; images: number; defective: number }>();
  for (const file of images) {
    const name = textureName(file);
    const count = counts.get(name) ?? { name, images: 0, defective: 0 };
    count.images += 1;
    count.defective += labelOf(file).verdict === 'defective' ? 1 : 0;
    counts.set(name, count);
  }
  async function* read(): AsyncGenerator<ImportItem> {
    for (const { file, reason } of skipped) {
      yield { kind: 'skipped', file, reason };
    }
    for (const image of images) {
      const { path, entry } = image;
      const name = nameOf(tree, path);
      const reason = entry.kind === 'unusable' ? entry.reason : broken.get(path.toLowerCase());
      if (reason !== undefined) {
        yield { kind: 'skipped', file: name, reason };
        continue;
      }
      const { group = null, verdict, shapes, masks, maskDecides, labelAt } = labelOf(image);
      const texture = textureName(image);
      const said = { texture, group, verdict, shapes, masks, maskDecides, labelAt };
      yield { kind: 'image', path: entry.path, name, ellipses: [], ...said };
    }
  }
  return {
    textures: [...counts.values()],
    folders: foldersOf([...images, ...others]),
    read,
  };
}

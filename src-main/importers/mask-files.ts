import { posix } from 'node:path';
import { stemOf, type SourceTree, type TreeFile } from './source-tree';

/** What the stem of a mask beside its image ends in: `12_mask.png` for `12.png`. */
const maskSuffix = /[_\-. ](mask|masks|gt|ground_?truth|label|seg|segmentation)$/i;

/** Folders of masks. DAGM's `Label` is another layout. */
const maskFolder = /^(masks?|labels|gt|ground[_-]?truth|annotations?|segmentations?)$/i;

/** Folders of images whose masks lie in a folder of masks at the same place. */
const imageFolders = ['images', 'image', 'imgs', 'img', 'jpegimages', 'data', 'inputs', 'input'];

/** Which images of a tree are masks, and of which images. */
export interface MaskFiles {
  /** By the image's path in lower case. */
  readonly maskOf: ReadonlyMap<string, TreeFile>;
  /** The images that are no mask. */
  readonly images: readonly TreeFile[];
  /** Files that a folder or a name calls masks, without an image. */
  readonly orphans: readonly TreeFile[];
}

/**
 * Pairs images and masks by their names: `x.png` with `x_mask.png` (or `_gt`, `_label`, `_seg`) in the same folder, with
 * `masks/x.png` in a folder below, or `images/a/x.png` with `masks/a/x.png`; the endings may differ, and a mask in a
 * folder of masks may have the suffix too.
 */
export function findMasks({ images }: SourceTree): MaskFiles {
  const byStem = new Map<string, TreeFile>();
  for (const file of images) {
    const stem = stemOf(file.path).toLowerCase();
    if (!byStem.has(stem)) byStem.set(stem, file);
  }
  const maskOf = new Map<string, TreeFile>();
  const masks = new Set<string>();
  const orphans: TreeFile[] = [];
  for (const file of images) {
    const places = imageStems(stemOf(file.path).toLowerCase());
    if (places === null) continue;
    const image = places.map((stem) => byStem.get(stem)).find((found) => found !== undefined);
    if (image === undefined) {
      if (maskFolder.test(posix.basename(posix.dirname(file.path)))) orphans.push(file);
      continue;
    }
    masks.add(file.path);
    const key = image.path.toLowerCase();
    if (!maskOf.has(key)) maskOf.set(key, file);
  }
  const lost = new Set(orphans.map(({ path }) => path));
  return {
    maskOf,
    images: images.filter(({ path }) => !masks.has(path) && !lost.has(path)),
    orphans,
  };
}

/** Where the image of a mask with this stem would lie; null where the stem is not that of a mask. */
function imageStems(stem: string): readonly string[] | null {
  const parts = stem.split('/');
  const name = parts.at(-1) ?? '';
  const bare = name.replace(maskSuffix, '');
  const found: string[] = [];
  if (bare !== name && bare !== '') {
    found.push([...parts.slice(0, -1), bare].join('/'));
  }
  parts.slice(0, -1).forEach((part, at) => {
    if (!maskFolder.test(part)) return;
    for (const last of new Set([name, bare])) {
      const rest = [...parts.slice(at + 1, -1), last];
      const above = parts.slice(0, at);
      found.push([...above, ...rest].join('/'));
      for (const images of imageFolders) found.push([...above, images, ...rest].join('/'));
    }
  });
  return found.length === 0 ? null : found;
}

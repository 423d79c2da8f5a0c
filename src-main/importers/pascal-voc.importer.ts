import { posix } from 'node:path';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { Importer } from './importer';
import { readLabelText } from './label-file';
import { labelledTree, type TreeLabel } from './labelled-tree';
import {
  filesByStem,
  imageNamedBy,
  listTree,
  stemOf,
  type SourceTree,
  type TreeFile,
} from './source-tree';
import { parseVoc, type VocFile } from './voc-annotation';

/** VOC's own pictures of regions, which are no images of their own. */
const regionFolder = /^segmentation(class|object)(raw|aug)?$/i;

/**
 * Pascal VOC: an XML file an image, beside it or in `Annotations/` where the images are in `JPEGImages/` or `images/`. Boxes
 * become inscribed ellipses. An annotation without an object says ok; an image without one is unlabelled.
 */
const importer: Importer = {
  name: 'pascal-voc',
  title: 'Pascal VOC XML',
  rank: 44,
  takesAny: false,
  recognise: async (folder) => {
    const tree = await listTree(folder);
    const isRegion = ({ path }: TreeFile): boolean =>
      path.split('/').some((part) => regionFolder.test(part));
    const images = tree.images.filter((file) => !isRegion(file));
    const byStem = filesByStem(images);
    const labels = new Map<string, TreeLabel>();
    const broken = new Map<string, string>();
    const skipped: SkippedFile[] = [];
    let known = false;
    for (const file of tree.files.filter(({ path }) => /\.xml$/i.test(path))) {
      const read = await readLabelText(file.entry.path);
      const voc: VocFile =
        read.kind === 'unreadable' ? { kind: 'broken', reason: read.reason } : parseVoc(read.text);
      if (voc.kind === 'other') continue;
      known ||= voc.kind === 'annotation';
      const image = imageOf(tree, byStem, file, voc);
      if (voc.kind === 'broken') {
        // Without an image of its name it is nobody's label.
        if (image === null) continue;
        skipped.push({ file: file.path, reason: voc.reason });
        broken.set(image.path.toLowerCase(), `its label in ${file.path} cannot be used`);
      } else if (image === null) {
        const name = voc.annotation.filename ?? posix.basename(file.path);
        skipped.push({ file: file.path, reason: `there is no image ${name.slice(0, 200)}` });
      } else {
        const { shapes } = voc.annotation;
        labels.set(image.path.toLowerCase(), {
          texture: null,
          verdict: shapes.length > 0 ? 'defective' : 'ok',
          shapes,
          masks: [],
          maskDecides: false,
          labelAt: { file: file.path, line: null },
        });
      }
    }
    const regions = tree.images.filter(isRegion);
    return known ? labelledTree(tree, images, { labels, broken, skipped }, regions) : null;
  },
};
export default importer;

/** The image that the file names, else the one of its own name. */
function imageOf(
  tree: SourceTree,
  byStem: ReadonlyMap<string, TreeFile>,
  { path }: TreeFile,
  voc: VocFile,
): TreeFile | null {
  const filename = voc.kind === 'annotation' ? voc.annotation.filename : null;
  const named = filename === null ? null : imageNamedBy(tree, path, filename);
  if (named !== null) {
    return named;
  }
  const stem = posix.basename(stemOf(path)).toLowerCase();
  const below = posix.dirname(path).toLowerCase();
  for (const folder of [below, posix.dirname(below)]) {
    for (const part of ['', 'jpegimages', 'images']) {
      const found = byStem.get(posix.join(folder, part, stem));
      if (found !== undefined) return found;
    }
  }
  return null;
}

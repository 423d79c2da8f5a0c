import type { Importer } from './importer';
import { labelledTree, unlabelled, type TreeLabel } from './labelled-tree';
import { findMasks } from './mask-files';
import { listTree, nameOf } from './source-tree';

/**
 * Images with a mask each, beside them or in a folder of masks: white is defect, and ellipses are fitted to it. A black mask
 * says ok; an image without a mask is unlabelled, as is one whose mask cannot be read, which is listed.
 */
const importer: Importer = {
  name: 'masks',
  title: 'Images with masks',
  rank: 70,
  takesAny: false,
  recognise: async (folder) => {
    const tree = await listTree(folder);
    const { images, maskOf, orphans } = findMasks(tree);
    if (maskOf.size === 0) {
      return null;
    }
    const labels = new Map<string, TreeLabel>();
    for (const [image, { path, entry }] of maskOf) {
      const mask = { path: entry.path, name: nameOf(tree, path) };
      labels.set(image, { ...unlabelled, masks: [mask], maskDecides: true });
    }
    const skipped = orphans.map(({ path }) => ({
      file: nameOf(tree, path),
      reason: 'lies where masks are, but has no image',
    }));
    const others = [...maskOf.values(), ...orphans];
    return labelledTree(tree, images, { labels, broken: new Map(), skipped }, others);
  },
};
export default importer;

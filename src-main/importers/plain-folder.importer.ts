import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { imagesOf, listFolder, type FolderEntry } from './folder-listing';
import type { Importer, ImportItem } from './importer';

/** Folders in folders are followed this deep. */
const maxDepth = 8;

interface FoundImage {
  readonly entry: FolderEntry;
  readonly name: string;
  readonly texture: string;
}

/**
 * Any folder with images: they come unlabelled. Images in the folder itself have the folder's name as texture, those in
 * folders below have the name of the one on the first level. Files without an image's ending are passed over.
 */
const importer: Importer = {
  name: 'plain-folder',
  title: 'Folder of images without labels',
  rank: 1000,
  takesAny: true,
  recognise: async (folder) => {
    const source = resolve(folder);
    const texture = basename(source) === '' ? 'images' : basename(source);
    const images: FoundImage[] = [];
    await collect(source, texture, texture, 0, new Set(), images);
    if (images.length === 0) {
      return null;
    }
    const folders = new Set(images.map(({ entry }) => dirname(entry.path)));
    const counts = new Map<string, number>();
    for (const image of images) {
      counts.set(image.texture, (counts.get(image.texture) ?? 0) + 1);
    }
    return {
      textures: [...counts].map(([name, count]) => ({ name, images: count, defective: 0 })),
      folders: [...folders],
      read: () => readImages(images),
    };
  },
};
export default importer;

async function collect(
  folder: string,
  prefix: string,
  texture: string,
  depth: number,
  seen: Set<string>,
  images: FoundImage[],
): Promise<void> {
  const real = await realpath(folder);
  if (seen.has(real)) {
    return;
  }
  seen.add(real);
  const entries = await listFolder(folder);
  for (const entry of imagesOf(entries)) {
    images.push({ entry, name: `${prefix}/${entry.name}`, texture });
  }
  for (const { kind, name, path } of entries) {
    if (kind === 'folder' && depth < maxDepth && !name.endsWith('.ellipsight')) {
      await collect(
        path,
        `${prefix}/${name}`,
        depth === 0 ? name : texture,
        depth + 1,
        seen,
        images,
      );
    }
  }
}

async function* readImages(images: readonly FoundImage[]): AsyncGenerator<ImportItem> {
  for (const { entry, name, texture } of images) {
    if (entry.kind === 'unusable') {
      yield { kind: 'skipped', file: name, reason: entry.reason };
    } else {
      const { path } = entry;
      yield {
        kind: 'image',
        path,
        name,
        texture,
        verdict: 'unlabelled',
        ellipses: [],
        masks: [],
        labelAt: null,
      };
    }
  }
}

import { relative, sep } from 'node:path';
import type { SkippedFile } from '../../src-shared/ipc/views';
import { imagesOf, listFolder } from './folder-listing';
import { foldersBelow } from './folders-below';

/** Folders in folders are looked through this deep. */
const maxDepth = 8;

/**
 * Folders of a source whose images no layout knows, each as one entry of what is skipped: an import that takes a part
 * of a folder says what it leaves.
 *
 * @param claimed folders, absolute, whose images the layout takes or lists itself.
 */
export async function unclaimedFolders(
  source: string,
  claimed: readonly string[],
): Promise<readonly SkippedFile[]> {
  const known = new Set(claimed);
  const skipped: SkippedFile[] = [];
  const look = async (folder: string): Promise<void> => {
    const count = known.has(folder) ? 0 : imagesOf(await listFolder(folder)).length;
    if (count > 0) {
      const file = `${relative(source, folder).split(sep).join('/') || '.'}/`;
      const images = count === 1 ? '1 image that belongs' : `${count} images that belong`;
      skipped.push({
        file,
        reason: `holds ${images} to no part of the layout; import the folder by itself`,
      });
    }
  };
  await look(source);
  for await (const level of foldersBelow(source, maxDepth)) {
    for (const { path } of level) {
      await look(path);
    }
  }
  return skipped;
}

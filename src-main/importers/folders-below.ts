import { realpath } from 'node:fs/promises';
import { listFolder, type FolderEntry } from './folder-listing';

/**
 * The folders below one, a level at a time, `depth` levels deep; each real folder once, so that links in a circle come to
 * an end. Projects of ours are passed over.
 */
export async function* foldersBelow(
  folder: string,
  depth: number,
): AsyncGenerator<readonly FolderEntry[]> {
  const seen = new Set([await realpath(folder)]);
  let level: readonly string[] = [folder];
  for (let step = 0; step < depth && level.length > 0; step += 1) {
    const found: FolderEntry[] = [];
    for (const parent of level) {
      for (const entry of await listFolder(parent)) {
        if (entry.kind !== 'folder' || entry.name.endsWith('.ellipsight')) {
          continue;
        }
        const real = await realpath(entry.path);
        if (!seen.has(real)) {
          seen.add(real);
          found.push(entry);
        }
      }
    }
    yield found;
    level = found.map(({ path }) => path);
  }
}

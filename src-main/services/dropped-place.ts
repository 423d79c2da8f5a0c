import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DroppedPlace } from '../../src-shared/ipc/dropped-place';
import { projectDatabase } from './project-service';

/**
 * As what a folder or file that was dropped on the window can be used; null where there is none, or none that can be seen.
 *
 * @param path absolute.
 */
export async function droppedPlace(path: string): Promise<DroppedPlace | null> {
  const stats = await stat(path).catch(() => null);
  if (stats === null) {
    return null;
  }
  if (stats.isDirectory()) {
    return { kind: existsSync(projectDatabase(path)) ? 'project' : 'folder', path };
  }
  // An image or a list of labels stands for the folder it lies in: that is what is imported.
  return /\.zip$/i.test(path) ? { kind: 'archive', path } : { kind: 'folder', path: dirname(path) };
}

import type { ImageSelection } from '../../src-shared/ipc/collection';
import { largestImageId, matchingIds } from '../database/image-queries';
import { readyForFilter } from './opinion-service';
import type { OpenProject } from './project-service';
import { breathe } from './work-in-bites';

/** Ids that one statement looks at. */
const lookedAt = 5000;

/** The ids of a selection in order, each once; those that have gone in the meantime may be among them. */
export async function selectedIds(
  project: OpenProject,
  selection: ImageSelection,
): Promise<readonly number[]> {
  if (selection.kind === 'ids') {
    return [...new Set(selection.imageIds)].sort((one, other) => one - other);
  }
  const { database } = project;
  await readyForFilter(project, selection.filter);
  const except = new Set(selection.except);
  const ids: number[] = [];
  const last = largestImageId(database);
  for (let after = 0; after < last; after += lookedAt) {
    for (const id of matchingIds(database, selection.filter, after, after + lookedAt)) {
      if (!except.has(id)) ids.push(id);
    }
    await breathe();
  }
  return ids;
}

import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { SavedFilter } from '../../src-shared/ipc/filter-views';
import type { ImageFilter } from '../../src-shared/ipc/views';
import {
  deleteSavedFilter,
  findSavedFilter,
  listSavedFilters,
  putSavedFilter,
} from '../database/saved-filter-queries';
import { inTransaction } from '../database/sqlite-failure';
import { searchCount } from './image-search';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';
import { nameIsNone, nameIsTaken, noSuchName } from './saved-names';
import { breathe } from './work-in-bites';

/** Longest name of a filter, characters. */
export const longestFilterName = 100;

/** Filters that a project may keep. */
export const mostFilters = 100;

/** The saved filters by name, each with how many images it lets through now. */
export async function savedFilters(project: OpenProject): Promise<readonly SavedFilter[]> {
  const filters: SavedFilter[] = [];
  for (const stored of listSavedFilters(project.database)) {
    filters.push({ ...stored, images: await searchCount(project, stored.filter) });
    await breathe();
  }
  return filters;
}

/** @throws ExpectedFailure `not-found` */
export function requireSavedFilter({ database }: OpenProject, name: string): ImageFilter {
  const found = findSavedFilter(database, name.trim());
  if (found !== null) return found.filter;
  throw noSuchName('filter', name, listSavedFilters(database));
}

/**
 * Keeps a filter under a name, upper and lower case as one.
 *
 * @param replace whether a filter of the same name may go
 * @throws ExpectedFailure `wrong-use` for a name that is none or is taken, or too many filters; `read-only`.
 */
export function saveFilter(
  project: OpenProject,
  given: string,
  filter: ImageFilter,
  replace: boolean,
): null {
  refuseReadOnly(project, 'the filter was not saved');
  const { database, author: who } = project;
  const name = given.trim();
  if (name === '' || name.length > longestFilterName) {
    throw nameIsNone('filter', longestFilterName);
  }
  const isTaken = findSavedFilter(database, name) !== null;
  if (isTaken && !replace) throw nameIsTaken('filter', name);
  if (!isTaken && listSavedFilters(database).length >= mostFilters) {
    throw new ExpectedFailure(
      'wrong-use',
      `A project keeps at most ${mostFilters} filters; nothing was saved.`,
      'Remove one first.',
    );
  }
  const savedAt = project.now().toISOString();
  inTransaction(database, () => putSavedFilter(database, { name, filter, savedAt, who }));
  return null;
}

/** @throws ExpectedFailure `not-found`; `read-only`. */
export function removeFilter(project: OpenProject, name: string): null {
  refuseReadOnly(project, 'the filter was not removed');
  requireSavedFilter(project, name);
  inTransaction(project.database, () => deleteSavedFilter(project.database, name.trim()));
  return null;
}

import type { ImageFilter, ImagePage } from '../../src-shared/ipc/views';
import { imageRows, largestImageId, matchingIds } from '../database/image-queries';
import { imageNeighbours, imagesPage, pageLimit } from './image-service';
import type { OpenProject } from './project-service';

// Totals and pages without a part of a name come from tallies and covering indexes. A part of a name has to be looked
// for in every name, so that is done in bites, between which main's loop answers the window. An index of trigrams was
// measured and is slower where it matters: a common part such as ".png" is one statement of 100 ms and more over
// 100,000 names, against bites of a few milliseconds.

/** Ids that one statement looks at. */
const biteIds = 2500;

/** As `imagesPage`, without holding main's loop for a long search. */
export async function searchPage(
  project: OpenProject,
  filter: ImageFilter,
  offset: number,
  limit: number,
): Promise<ImagePage> {
  if (filter.text === '') {
    return imagesPage(project, filter, offset, limit);
  }
  const ids = await allMatches(project, filter);
  const page = ids.slice(offset, offset + Math.min(limit, pageLimit));
  return { total: ids.length, offset, rows: imageRows(project.database, page) };
}

/** As `imageNeighbours`, without holding main's loop for a long search. */
export async function searchNeighbours(
  project: OpenProject,
  imageId: number,
  filter: ImageFilter,
): Promise<ReturnType<typeof imageNeighbours>> {
  if (filter.text === '') {
    return imageNeighbours(project, imageId, filter);
  }
  const ids = await allMatches(project, filter);
  const after = ids.findIndex((id) => id > imageId);
  const position = ids.filter((id) => id < imageId).length;
  return {
    previous: ids[position - 1] ?? null,
    next: after === -1 ? null : (ids[after] ?? null),
    position,
    total: ids.length,
  };
}

async function allMatches(
  { database }: OpenProject,
  filter: ImageFilter,
): Promise<readonly number[]> {
  const matches: number[] = [];
  const last = largestImageId(database);
  for (let after = 0; after < last; after += biteIds) {
    matches.push(...matchingIds(database, filter, after, after + biteIds));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return matches;
}

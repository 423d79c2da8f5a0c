import type { ImageFilter, ImagePage } from '../../src-shared/ipc/views';
import {
  imageRow,
  imageRows,
  largestImageId,
  matchingIds,
  nextByName,
} from '../database/image-queries';
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
  const matches = await allMatches(project, filter);
  const ids = matches.slice(offset, offset + Math.min(limit, pageLimit)).map(({ id }) => id);
  const rows = new Map(imageRows(project.database, ids).map((row) => [row.id, row]));
  return {
    total: matches.length,
    offset,
    rows: ids.flatMap((id) => rows.get(id) ?? []),
  };
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
  const matches = await allMatches(project, filter);
  const found = matches.findIndex(({ id }) => id === imageId);
  // An image that the filter does not let through still has a place among the others.
  const image = { id: imageId, name: imageRow(project.database, imageId)?.name ?? '' };
  const position =
    found === -1 ? matches.filter((other) => comesBefore(other, image, filter)).length : found;
  return {
    previous: matches[position - 1]?.id ?? null,
    next: matches[found === -1 ? position : position + 1]?.id ?? null,
    position,
    total: matches.length,
  };
}

/** An image in the order of a search; only a search by name knows the names. */
interface Match {
  readonly id: number;
  readonly name: string;
}

function comesBefore(one: Match, other: Match, { order }: ImageFilter): boolean {
  if (order === 'name') {
    return one.name === other.name ? one.id < other.id : one.name < other.name;
  }
  return order === 'newest' ? one.id > other.id : one.id < other.id;
}

async function allMatches(project: OpenProject, filter: ImageFilter): Promise<readonly Match[]> {
  if (filter.order === 'name') {
    return allByName(project, filter);
  }
  const matches = await allById(project, filter);
  return filter.order === 'newest' ? matches.reverse() : matches;
}

async function allById({ database }: OpenProject, filter: ImageFilter): Promise<Match[]> {
  const matches: Match[] = [];
  const last = largestImageId(database);
  for (let after = 0; after < last; after += biteIds) {
    for (const id of matchingIds(database, filter, after, after + biteIds)) {
      matches.push({ id, name: '' });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return matches;
}

async function allByName({ database }: OpenProject, filter: ImageFilter): Promise<Match[]> {
  const matches: Match[] = [];
  let after: Match = { id: 0, name: '' };
  for (;;) {
    const bite = nextByName(database, filter, after, biteIds);
    const last = bite.at(-1);
    if (last === undefined) {
      return matches;
    }
    matches.push(...bite.filter(({ matches: isMatch }) => isMatch === 1));
    after = last;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

import type { ImageFilter, ImageOrder, ImagePage } from '../../src-shared/ipc/views';
import { newestEvent } from '../database/event-queries';
import { imageRow, imageRows, largestImageId, nextByName } from '../database/image-queries';
import { isByIndex } from '../database/image-order';
import { keyedIds, orderKey, type OrderKey } from '../database/image-sort-queries';
import { allGathered } from '../database/opinion-queries';
import { countedImages } from './counted-images';
import { imageNeighbours, imagesPage, pageLimit } from './image-service';
import { readyForFilter } from './opinion-service';
import type { OpenProject } from './project-service';

// Totals and pages under most filters, in the order in which images came or by name, come from tallies and covering
// indexes. A part of a name, a run's decisions, and the other orders ask for every image: that is done in bites, between
// which main's loop answers the window, and what was found is kept until an event tells of a change. An index of trigrams
// was measured for names and is slower where it matters: a common part such as ".png" is one statement of 100 ms and more
// over 100,000 names, against bites of a few milliseconds.

/** Ids that one statement looks at. */
const biteIds = 2500;

/** As `imagesPage`, without holding main's loop for a long search. */
export async function searchPage(
  project: OpenProject,
  filter: ImageFilter,
  offset: number,
  limit: number,
): Promise<ImagePage> {
  if (isByIndex(filter)) {
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
  if (isByIndex(filter)) {
    return imageNeighbours(project, imageId, filter);
  }
  const matches = await allMatches(project, filter);
  const found = matches.findIndex(({ id }) => id === imageId);
  // An image that the filter does not let through still has a place among the others.
  const image = { id: imageId, key: keyOf(project, filter, imageId) };
  const position =
    found === -1
      ? matches.filter((other) => compare(other, image, filter.order) < 0).length
      : found;
  return {
    previous: matches[position - 1]?.id ?? null,
    next: matches[found === -1 ? position : position + 1]?.id ?? null,
    position,
    total: matches.length,
  };
}

/** How many images a filter lets through. */
export async function searchCount(project: OpenProject, filter: ImageFilter): Promise<number> {
  if (isByIndex(filter)) return countedImages(project, filter);
  return (await allMatches(project, { ...filter, order: 'added' })).length;
}

/** The ids that a filter lets through, in its order. */
export async function searchIds(
  project: OpenProject,
  filter: ImageFilter,
): Promise<readonly number[]> {
  return (await allMatches(project, filter)).map(({ id }) => id);
}

/** An image in the order of a search, with what that sorts by. */
interface Match {
  readonly id: number;
  readonly key: OrderKey;
}

/** Largest first, rather than smallest. */
const descending: ReadonlySet<ImageOrder> = new Set(['newest', 'labelled', 'score']);

function compare(one: Match, other: Match, order: ImageOrder = 'added'): number {
  const sign = descending.has(order) ? -1 : 1;
  if (one.key !== other.key) {
    // Those without a date, name or score are last, whichever way the others go.
    if (one.key === null) return 1;
    if (other.key === null) return -1;
    return one.key < other.key ? -sign : sign;
  }
  return (one.id - other.id) * (order === 'newest' ? -1 : 1);
}

function keyOf({ database }: OpenProject, filter: ImageFilter, imageId: number): OrderKey {
  return filter.order === 'name'
    ? (imageRow(database, imageId)?.name ?? '')
    : orderKey(database, filter, imageId);
}

interface Kept {
  readonly asked: string;
  readonly version: number;
  readonly matches: readonly Match[];
}

const keptOf = new WeakMap<object, readonly Kept[]>();

/** Searches whose result is kept: the grid's, and that of the next image to review. */
const mostKept = 3;

async function allMatches(project: OpenProject, filter: ImageFilter): Promise<readonly Match[]> {
  const { database } = project;
  await readyForFilter(project, filter);
  const asked = JSON.stringify([filter, allGathered(database)]);
  const version = newestEvent(database);
  const kept = keptOf.get(database) ?? [];
  const known = kept.find((one) => one.asked === asked && one.version === version);
  if (known !== undefined) return known.matches;
  const matches =
    filter.order === 'name' ? await byName(project, filter) : await byKey(project, filter);
  const others = (keptOf.get(database) ?? []).filter((one) => one.asked !== asked);
  keptOf.set(database, [{ asked, version, matches }, ...others].slice(0, mostKept));
  return matches;
}

async function byKey({ database }: OpenProject, filter: ImageFilter): Promise<readonly Match[]> {
  const matches: Match[] = [];
  const last = largestImageId(database);
  for (let after = 0; after < last; after += biteIds) {
    matches.push(...keyedIds(database, filter, after, after + biteIds));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { order = 'added' } = filter;
  return order === 'added' ? matches : matches.sort((one, other) => compare(one, other, order));
}

async function byName({ database }: OpenProject, filter: ImageFilter): Promise<readonly Match[]> {
  const matches: Match[] = [];
  let after = { id: 0, name: '' };
  for (;;) {
    const bite = nextByName(database, filter, after, biteIds);
    const last = bite.at(-1);
    if (last === undefined) {
      return matches;
    }
    for (const { id, name, matches: isMatch } of bite) {
      if (isMatch === 1) matches.push({ id, key: name });
    }
    after = last;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

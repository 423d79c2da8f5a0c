import type { ImageFilter } from '../../src-shared/ipc/views';
import { newestEvent } from '../database/event-queries';
import { isSifted } from '../database/image-order';
import { countImages } from '../database/image-queries';
import type { OpenProject } from './project-service';

interface Counts {
  readonly version: number;
  readonly byFilter: Map<string, number>;
}

const countsOf = new WeakMap<object, Counts>();

/** Filters whose counts are kept. */
const mostKept = 50;

/**
 * As `countImages`. What the tallies do not tell is counted along an index of all images, and kept until the next event,
 * so that it costs the first page of a filter and not every one.
 */
export function countedImages({ database }: OpenProject, filter: ImageFilter): number {
  if (!isSifted(filter)) return countImages(database, filter);
  const version = newestEvent(database);
  const known = countsOf.get(database);
  const counts = known?.version === version ? known : { version, byFilter: new Map() };
  countsOf.set(database, counts);
  const asked = JSON.stringify({ ...filter, order: null });
  const before = counts.byFilter.get(asked);
  if (before !== undefined) return before;
  const count = countImages(database, filter);
  if (counts.byFilter.size >= mostKept) counts.byFilter.clear();
  counts.byFilter.set(asked, count);
  return count;
}

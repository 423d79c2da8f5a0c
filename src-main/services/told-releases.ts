import type { ReadableDatabase } from '../database/database';
import { releaseEvents } from '../database/event-queries';
import { floorRows } from '../database/floor-queries';
import { countReleases, releaseOf } from '../database/release-queries';
import { breathe } from './work-in-bites';

/** Events that are read at a time. */
const chunkEvents = 200;

/**
 * What of floors and releases is not as the history tells: each release its own event holds whole, floors the last one
 * that set any.
 */
export async function wrongReleases(
  database: ReadableDatabase,
): Promise<readonly ('floors' | 'releases')[]> {
  let floors = '[]';
  let releases = 0;
  let asTold = true;
  for (let after = 0; ; await breathe()) {
    const events = releaseEvents(database, after, chunkEvents);
    const last = events.at(-1);
    if (last === undefined) break;
    for (const { kind, new: value } of events) {
      if (kind === 'floors.set') {
        floors = value ?? '[]';
        continue;
      }
      releases += 1;
      asTold &&= JSON.stringify(releaseOf(database, releases)) === value;
    }
    after = last.seq;
  }
  const wrong: ('floors' | 'releases')[] = [];
  if (JSON.stringify(floorRows(database)) !== floors) wrong.push('floors');
  if (!asTold || countReleases(database) !== releases) wrong.push('releases');
  return wrong;
}

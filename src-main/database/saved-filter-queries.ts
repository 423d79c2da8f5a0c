import { imageFilterSchema } from '../../src-shared/ipc/filter-schema';
import type { SavedFilter } from '../../src-shared/ipc/filter-views';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** A filter as stored, without how many images it lets through. */
export type StoredFilter = Omit<SavedFilter, 'images'>;

interface FilterRow {
  readonly name: string;
  readonly filter: string;
  readonly savedAt: string;
  readonly who: string;
}

const columns = 'name, filter, saved_at AS savedAt, who';

/** A filter that no longer fits its schema is a damaged row, and loud. */
function storedFilter(row: FilterRow): StoredFilter {
  return { ...row, filter: imageFilterSchema.parse(JSON.parse(row.filter)) };
}

/** All saved filters by name. */
export function listSavedFilters(database: ReadableDatabase): readonly StoredFilter[] {
  return statement<[], FilterRow>(database, `SELECT ${columns} FROM saved_filters ORDER BY name`)
    .all()
    .map(storedFilter);
}

/** One filter by its name, or null. */
export function findSavedFilter(database: ReadableDatabase, name: string): StoredFilter | null {
  const row = statement<[string], FilterRow>(
    database,
    `SELECT ${columns} FROM saved_filters WHERE name = ?`,
  ).get(name);
  return row === undefined ? null : storedFilter(row);
}

/** Keeps a filter; one of the same name goes. */
export function putSavedFilter(
  database: WritableDatabase,
  { name, filter, savedAt, who }: StoredFilter,
): void {
  statement<[string, string, string, string]>(
    database,
    'INSERT OR REPLACE INTO saved_filters (name, filter, saved_at, who) VALUES (?, ?, ?, ?)',
  ).run(name, JSON.stringify(filter), savedAt, who);
}

export function deleteSavedFilter(database: WritableDatabase, name: string): void {
  statement<[string]>(database, 'DELETE FROM saved_filters WHERE name = ?').run(name);
}

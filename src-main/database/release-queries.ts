import type { ReleaseCheck } from '../../src-shared/ipc/release-views';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** What a promotion puts in use. */
export interface PromotedModel {
  readonly run: string;
  readonly trial: number;
  readonly modelSha256: string;
  readonly figures: ReleaseCheck;
}

/** An entry of the history of releases; the order of the keys is that of the events. */
export interface StoredRelease {
  readonly id: number;
  readonly kind: 'promoted' | 'returned';
  /** The promotion that counts from here on; null where nothing is released. */
  readonly stands: number | null;
  /** Of a promotion: the one that counted before. */
  readonly before: number | null;
  /** Of a promotion. */
  readonly promoted: PromotedModel | null;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
  readonly who: string;
}

interface ReleaseRow extends Omit<StoredRelease, 'promoted'> {
  readonly run: string | null;
  readonly trial: number | null;
  readonly modelSha256: string | null;
  readonly figures: string | null;
}

const selectReleases = `
  SELECT releases.id, releases.kind, stands, before, reason, at, who, runs.id AS run, trial,
    model_sha256 AS modelSha256, figures
  FROM releases LEFT JOIN runs ON runs.seq = releases.run_seq`;

function storedRelease(row: ReleaseRow): StoredRelease {
  const { id, kind, stands, before, run, trial, modelSha256, figures, reason, at, who } = row;
  const promoted =
    run === null || trial === null || modelSha256 === null || figures === null
      ? null
      : // Written by insertRelease from the same type.
        { run, trial, modelSha256, figures: JSON.parse(figures) as ReleaseCheck };
  return { id, kind, stands, before, promoted, reason, at, who };
}

/** One entry; null where there is none of this number. */
export function releaseOf(database: ReadableDatabase, id: number): StoredRelease | null {
  const row = statement<[number], ReleaseRow>(
    database,
    `${selectReleases} WHERE releases.id = ?`,
  ).get(id);
  return row === undefined ? null : storedRelease(row);
}

/** The newest `limit` entries, newest first. */
export function newestReleases(
  database: ReadableDatabase,
  limit: number,
): readonly StoredRelease[] {
  return statement<[number], ReleaseRow>(
    database,
    `${selectReleases} ORDER BY releases.id DESC LIMIT ?`,
  )
    .all(limit)
    .map(storedRelease);
}

/** How many entries there are. */
export function countReleases(database: ReadableDatabase): number {
  return (
    statement<[], { count: number }>(database, 'SELECT COUNT(*) AS count FROM releases').get()
      ?.count ?? 0
  );
}

/** The promotion that counts now; null where nothing is released. */
export function standingRelease(database: ReadableDatabase): StoredRelease | null {
  const stands = newestReleases(database, 1)[0]?.stands ?? null;
  return stands === null ? null : releaseOf(database, stands);
}

/** Adds a promotion of a run by its `seq`; returns the entry. */
export function insertPromotion(
  database: WritableDatabase,
  runSeq: number,
  {
    before,
    promoted: { trial, modelSha256, figures },
    ...entry
  }: Omit<StoredRelease, 'id' | 'kind' | 'stands'> & { readonly promoted: PromotedModel },
): StoredRelease {
  const id = nextRelease(database);
  statement<[Record<string, unknown>]>(
    database,
    `INSERT INTO releases (id, kind, stands, before, run_seq, trial, model_sha256, figures, reason,
       at, who)
     VALUES (:id, 'promoted', :id, :before, :runSeq, :trial, :modelSha256, :figures, :reason,
       :at, :who)`,
  ).run({ ...entry, id, before, runSeq, trial, modelSha256, figures: JSON.stringify(figures) });
  return inserted(database, id);
}

/** Adds a way back to the promotion `stands`, or to nothing; returns the entry. */
export function insertReturn(
  database: WritableDatabase,
  entry: Pick<StoredRelease, 'stands' | 'reason' | 'at' | 'who'>,
): StoredRelease {
  const id = nextRelease(database);
  statement<[Record<string, unknown>]>(
    database,
    `INSERT INTO releases (id, kind, stands, reason, at, who)
     VALUES (:id, 'returned', :stands, :reason, :at, :who)`,
  ).run({ ...entry, id });
  return inserted(database, id);
}

function nextRelease(database: ReadableDatabase): number {
  return (newestReleases(database, 1)[0]?.id ?? 0) + 1;
}

function inserted(database: ReadableDatabase, id: number): StoredRelease {
  const entry = releaseOf(database, id);
  if (entry === null) throw new Error(`Release ${id} is not there.`);
  return entry;
}

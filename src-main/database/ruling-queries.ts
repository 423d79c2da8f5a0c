import type { Verdict } from '../../src-shared/dataset/label';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** A ruling as stored, beside its number and image: with both opinions as they were. */
export interface StoredRuling {
  readonly labelRight: boolean;
  readonly note: string;
  readonly who: string;
  /** ISO 8601. */
  readonly at: string;
  readonly verdict: Verdict;
  readonly ellipses: number;
  readonly labelledBy: string | null;
  readonly labelledAt: string | null;
  /** Id of the run, and what it decided. */
  readonly run: string;
  readonly defective: boolean;
  readonly score: number;
  readonly trials: number;
  readonly defectiveTrials: number;
}

/** What a ruling's events hold before and after: the ruling, or that there is none of this number. */
export interface RulingValue {
  readonly id: number;
  readonly ruling: StoredRuling | null;
}

type RulingRow = Omit<StoredRuling, 'labelRight' | 'defective'> & {
  readonly labelRight: 0 | 1;
  readonly defective: 0 | 1;
};

const columns = `label_right AS labelRight, note, who, at, verdict, ellipses,
  labelled_by AS labelledBy, labelled_at AS labelledAt, run, defective, score, trials,
  defective_trials AS defectiveTrials`;

function storedRuling(row: RulingRow): StoredRuling {
  return { ...row, labelRight: row.labelRight === 1, defective: row.defective === 1 };
}

/** A ruling by its number. */
export function rulingOf(database: ReadableDatabase, id: number): RulingValue {
  const row = statement<[number], RulingRow>(
    database,
    `SELECT ${columns} FROM rulings WHERE id = ?`,
  ).get(id);
  return { id, ruling: row === undefined ? null : storedRuling(row) };
}

/** The numbers of the rulings on an image, oldest first. */
export function rulingIds(database: ReadableDatabase, imageId: number): readonly number[] {
  return statement<[number], { id: number }>(
    database,
    'SELECT id FROM rulings WHERE image_id = ? ORDER BY id',
  )
    .all(imageId)
    .map(({ id }) => id);
}

/** Rulings newest first, a page of them, and how many there are. */
export function rulingsPage(
  database: ReadableDatabase,
  offset: number,
  limit: number,
): {
  readonly total: number;
  readonly rulings: readonly (StoredRuling & { readonly id: number; readonly imageId: number })[];
} {
  const total =
    statement<[], { count: number }>(database, 'SELECT COUNT(*) AS count FROM rulings').get()
      ?.count ?? 0;
  const rows = statement<[number, number], RulingRow & { id: number; imageId: number }>(
    database,
    `SELECT id, image_id AS imageId, ${columns} FROM rulings ORDER BY id DESC LIMIT ? OFFSET ?`,
  ).all(limit, offset);
  return {
    total,
    rulings: rows.map((row) => ({ ...storedRuling(row), id: row.id, imageId: row.imageId })),
  };
}

/** The number that the next new ruling gets: larger than any ever given. */
export function nextRulingId(database: ReadableDatabase): number {
  const row = statement<[], { seq: number }>(
    database,
    `SELECT seq FROM sqlite_sequence WHERE name = 'rulings'`,
  ).get();
  return (row?.seq ?? 0) + 1;
}

/** Makes a ruling be there as given, or not be there. */
export function writeRuling(
  database: WritableDatabase,
  imageId: number,
  { id, ruling }: RulingValue,
): void {
  statement<[number]>(database, 'DELETE FROM rulings WHERE id = ?').run(id);
  if (ruling === null) return;
  statement<[Record<string, string | number | null>]>(
    database,
    `INSERT INTO rulings (id, image_id, label_right, note, who, at, verdict, ellipses, labelled_by,
       labelled_at, run, defective, score, trials, defective_trials)
     VALUES (:id, :imageId, :labelRight, :note, :who, :at, :verdict, :ellipses, :labelledBy,
       :labelledAt, :run, :defective, :score, :trials, :defectiveTrials)`,
  ).run({
    ...ruling,
    id,
    imageId,
    labelRight: ruling.labelRight ? 1 : 0,
    defective: ruling.defective ? 1 : 0,
  });
}

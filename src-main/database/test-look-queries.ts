import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** One look at the test rates of a run's trial. */
export interface TestLook {
  /** ISO 8601. */
  readonly at: string;
  readonly who: string;
  /** Id of the run. */
  readonly run: string;
  readonly splitSeed: number;
  readonly trial: number;
}

/** Counts one look. */
export function insertTestLook(database: WritableDatabase, look: TestLook): void {
  statement<[TestLook]>(
    database,
    `INSERT INTO test_looks (at, who, run, split_seed, trial)
     VALUES (:at, :who, :run, :splitSeed, :trial)`,
  ).run(look);
}

/** When this run was looked at last; null for never. */
export function lastTestLook(database: ReadableDatabase, run: string): string | null {
  return (
    statement<[string], { at: string }>(
      database,
      // The newest one is near the end.
      'SELECT at FROM test_looks WHERE run = ? ORDER BY id DESC LIMIT 1',
    ).get(run)?.at ?? null
  );
}

/** How often the test side of each split was looked at, by seed and trial. */
export function testLookCounts(database: ReadableDatabase): readonly {
  readonly splitSeed: number;
  readonly trial: number;
  readonly looks: number;
}[] {
  return statement<[], { splitSeed: number; trial: number; looks: number }>(
    database,
    `SELECT split_seed AS splitSeed, trial, COUNT(*) AS looks FROM test_looks
     GROUP BY split_seed, trial ORDER BY split_seed, trial`,
  ).all();
}

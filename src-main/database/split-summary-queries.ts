import { statement, type ReadableDatabase } from './database';

/** How many images stand on each side of one stored split. */
export interface SplitSummary {
  readonly splitSeed: number;
  readonly trial: number;
  readonly training: number;
  readonly test: number;
}

/**
 * The stored splits, training (with validation) against test. It looks at every stored side: for the command line, not
 * for main's loop.
 */
export function splitSummaries(database: ReadableDatabase): readonly SplitSummary[] {
  return statement<[], SplitSummary>(
    database,
    // SQLite takes the side from the row that has the maximum: a later batch has the last word.
    `SELECT splitSeed, trial, SUM(side = 'training') AS training, SUM(side = 'test') AS test
     FROM (
       SELECT split_seed AS splitSeed, trial, image_id, side, MAX(batch_id)
       FROM split_sides JOIN split_batches ON split_batches.id = batch_id
       WHERE complete = 1 AND validation_millionths IS NULL
       GROUP BY split_seed, trial, image_id
     )
     GROUP BY splitSeed, trial ORDER BY splitSeed, trial`,
  ).all();
}

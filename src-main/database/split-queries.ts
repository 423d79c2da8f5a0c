import type { Side } from '../../src-shared/dataset/label';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** Which stored assignment: the test side of a trial, or the validation share within its training part. */
export interface SplitKey {
  readonly splitSeed: number;
  /** 1-based. */
  readonly trial: number;
  /** null: training against test. Else the share of the training part that validates, 1/1,000,000. */
  readonly validationMillionths: number | null;
}

export type StoredSide = Exclude<Side, 'none'>;

interface StoredSideRow {
  readonly imageId: number;
  readonly side: StoredSide;
}

/** Up to `limit` stored sides of a key after image `after`, from complete batches alone. */
export function storedSidesAfter(
  database: ReadableDatabase,
  key: SplitKey,
  after: { readonly batch: number; readonly image: number },
  limit: number,
): readonly (StoredSideRow & { readonly batch: number })[] {
  return statement<[Record<string, number | null>], StoredSideRow & { batch: number }>(
    database,
    `SELECT split_sides.batch_id AS batch, image_id AS imageId, side
     FROM split_batches CROSS JOIN split_sides ON split_sides.batch_id = split_batches.id
     WHERE split_seed = :splitSeed AND trial = :trial
       AND validation_millionths IS :validationMillionths AND complete = 1
       AND (split_sides.batch_id, image_id) > (:batch, :image)
     ORDER BY split_sides.batch_id, image_id LIMIT :limit`,
  ).all({ ...key, ...after, limit });
}

/** Removes what an assignment left that never came to its end. */
export function dropIncompleteBatches(database: WritableDatabase, key: SplitKey): void {
  statement<[SplitKey]>(
    database,
    `DELETE FROM split_batches WHERE complete = 0 AND split_seed = :splitSeed AND trial = :trial
       AND validation_millionths IS :validationMillionths`,
  ).run(key);
}

/** Opens a batch of new assignments, which counts only after {@link completeBatch}. */
export function openBatch(
  database: WritableDatabase,
  key: SplitKey,
  images: number,
  at: string,
): number {
  const { lastInsertRowid } = statement<[SplitKey & { images: number; at: string }]>(
    database,
    `INSERT INTO split_batches (split_seed, trial, validation_millionths, images, complete, at)
     VALUES (:splitSeed, :trial, :validationMillionths, :images, 0, :at)`,
  ).run({ ...key, images, at });
  return Number(lastInsertRowid);
}

/** Stores one image's side in an open batch. */
export function insertSide(database: WritableDatabase, batch: number, row: StoredSideRow): void {
  statement<[number, number, string]>(
    database,
    'INSERT INTO split_sides (batch_id, image_id, side) VALUES (?, ?, ?)',
  ).run(batch, row.imageId, row.side);
}

/** From here on the batch counts. */
export function completeBatch(database: WritableDatabase, batch: number): void {
  statement<[number]>(database, 'UPDATE split_batches SET complete = 1 WHERE id = ?').run(batch);
}

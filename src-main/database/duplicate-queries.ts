import { statement, type ReadableDatabase, type WritableDatabase } from './database';
import type { ImageFormat } from './image-queries';

/** Keeps an image's perceptual hash: 16 hex digits, or nothing where its file could not be read. */
export function setPerceptualHash(database: WritableDatabase, id: number, hash: string): void {
  statement<[string, number]>(database, 'UPDATE images SET perceptual_hash = ? WHERE id = ?').run(
    hash,
    id,
  );
}

/** Up to `limit` images that are not excluded and have no hash, by id. */
export function unhashedImages(
  database: ReadableDatabase,
  limit: number,
): readonly { readonly id: number; readonly sha256: string; readonly format: ImageFormat }[] {
  return statement<[number], { id: number; sha256: string; format: ImageFormat }>(
    database,
    `SELECT id, sha256, format FROM images WHERE perceptual_hash IS NULL AND excluded = 0
     ORDER BY id LIMIT ?`,
  ).all(limit);
}

/** How many images that are not excluded have no hash. */
export function countUnhashed(database: ReadableDatabase): number {
  return (
    statement<[], { count: number }>(
      database,
      'SELECT COUNT(*) AS count FROM images WHERE perceptual_hash IS NULL AND excluded = 0',
    ).get()?.count ?? 0
  );
}

export interface HashedImage {
  readonly id: number;
  /** 16 hex digits; empty where the file could not be read. */
  readonly hash: string;
  readonly groupName: string | null;
}

/** Up to `limit` hashed images that are not excluded, after id `after`, by id. */
export function hashedImagesAfter(
  database: ReadableDatabase,
  after: number,
  limit: number,
): readonly HashedImage[] {
  return statement<[number, number], HashedImage>(
    database,
    `SELECT id, perceptual_hash AS hash, group_name AS groupName FROM images
     WHERE id > ? AND excluded = 0 AND perceptual_hash IS NOT NULL ORDER BY id LIMIT ?`,
  ).all(after, limit);
}

/** The splits that are stored, training against test. */
export function storedSplits(
  database: ReadableDatabase,
): readonly { readonly splitSeed: number; readonly trial: number }[] {
  return statement<[], { splitSeed: number; trial: number }>(
    database,
    `SELECT DISTINCT split_seed AS splitSeed, trial FROM split_batches
     WHERE complete = 1 AND validation_millionths IS NULL ORDER BY split_seed, trial`,
  ).all();
}

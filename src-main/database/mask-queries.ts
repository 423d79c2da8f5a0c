import { createHash } from 'node:crypto';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** Lengths of a mask's runs (src-shared/labelling/pixel-edges.ts). */
export type MaskLengths = readonly number[];

/** Keeps the mask that an image came with, in the place of none. @returns its hash, for the event. */
export function insertMask(
  database: WritableDatabase,
  imageId: number,
  lengths: MaskLengths,
): string {
  const text = JSON.stringify(lengths);
  statement<[number, string]>(
    database,
    'INSERT INTO imported_masks (image_id, lengths) VALUES (?, ?)',
  ).run(imageId, text);
  return hashOf(text);
}

/** The mask that an image came with; null where it came without. */
export function readMask(database: ReadableDatabase, imageId: number): MaskLengths | null {
  const text = maskText(database, imageId);
  // Written by `insertMask` alone.
  return text === null ? null : (JSON.parse(text) as MaskLengths);
}

/** SHA-256 of an image's mask as it is kept; null where it has none. */
export function maskHash(database: ReadableDatabase, imageId: number): string | null {
  const text = maskText(database, imageId);
  return text === null ? null : hashOf(text);
}

function maskText(database: ReadableDatabase, imageId: number): string | null {
  return (
    statement<[number], { lengths: string }>(
      database,
      'SELECT lengths FROM imported_masks WHERE image_id = ?',
    ).get(imageId)?.lengths ?? null
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** A note as stored, beside its number and image. */
export interface StoredNote {
  /** null: on the whole image. */
  readonly ellipse: number | null;
  readonly text: string;
  readonly who: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What a note's events hold before and after: the note, or that there is none of this number. */
export interface NoteValue {
  readonly id: number;
  readonly note: StoredNote | null;
}

const columns = 'ellipse_id AS ellipse, text, who, at';

/** Notes that one image may have. */
export const maxNotes = 500;

/** Longest note, characters. */
export const longestNote = 2000;

/** A note by its number. */
export function noteOf(database: ReadableDatabase, id: number): NoteValue {
  const note = statement<[number], StoredNote>(
    database,
    `SELECT ${columns} FROM notes WHERE id = ?`,
  ).get(id);
  return { id, note: note ?? null };
}

/** The image that a note is on; null where there is no such note. */
export function imageOfNote(database: ReadableDatabase, id: number): number | null {
  return (
    statement<[number], { imageId: number }>(
      database,
      'SELECT image_id AS imageId FROM notes WHERE id = ?',
    ).get(id)?.imageId ?? null
  );
}

/** The notes on an image and its ellipses, oldest first. */
export function notesOfImage(
  database: ReadableDatabase,
  imageId: number,
): readonly (StoredNote & { readonly id: number })[] {
  return statement<[number, number], StoredNote & { id: number }>(
    database,
    `SELECT id, ${columns} FROM notes WHERE image_id = ? ORDER BY id LIMIT ?`,
  ).all(imageId, maxNotes);
}

/** The number that the next new note gets: larger than any ever given. */
export function nextNoteId(database: ReadableDatabase): number {
  const row = statement<[], { seq: number }>(
    database,
    `SELECT seq FROM sqlite_sequence WHERE name = 'notes'`,
  ).get();
  return (row?.seq ?? 0) + 1;
}

/** Makes a note be there as given, or not be there. */
export function writeNote(
  database: WritableDatabase,
  imageId: number,
  { id, note }: NoteValue,
): void {
  statement<[number]>(database, 'DELETE FROM notes WHERE id = ?').run(id);
  if (note === null) return;
  statement<[Record<string, string | number | null>]>(
    database,
    `INSERT INTO notes (id, image_id, ellipse_id, text, who, at)
     VALUES (:id, :imageId, :ellipse, :text, :who, :at)`,
  ).run({ id, imageId, ...note });
}

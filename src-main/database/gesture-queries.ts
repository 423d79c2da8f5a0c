import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** A gesture that can be taken back or done again; its id is the number of its first event. */
export interface Gesture {
  readonly id: number;
  /** Number of its last event. */
  readonly lastSeq: number;
  /** null: it touches none, or more than one. */
  readonly imageId: number | null;
}

/** `undoing` and `redoing`: a gesture of many images of which a part is undone, or done again. */
export type GestureState = 'done' | 'undone' | 'gone' | 'undoing' | 'redoing';

const columns = 'id, last_seq AS lastSeq, image_id AS imageId';

/**
 * Records a new gesture; what had been undone before it cannot be done again. One that is half undone counts as done:
 * its undo passes over what is undone already.
 *
 * @param lastSeq number of its last event, where it has more than one.
 */
export function recordGesture(
  database: WritableDatabase,
  { id, imageId, lastSeq = id }: Omit<Gesture, 'lastSeq'> & { readonly lastSeq?: number },
): void {
  statement<[]>(database, `UPDATE gestures SET state = 'gone' WHERE state = 'undone'`).run();
  statement<[]>(
    database,
    `UPDATE gestures SET state = 'done' WHERE state IN ('undoing', 'redoing')`,
  ).run();
  statement<[number, number, number | null]>(
    database,
    `INSERT INTO gestures (id, last_seq, image_id, state) VALUES (?, ?, ?, 'done')`,
  ).run(id, lastSeq, imageId);
}

/** Lets a gesture that is made in several transactions reach to a later event. */
export function extendGesture(database: WritableDatabase, id: number, lastSeq: number): void {
  statement<[number, number]>(database, 'UPDATE gestures SET last_seq = ? WHERE id = ?').run(
    lastSeq,
    id,
  );
}

/** The newest gesture that stands, whole or in part; null where there is nothing to undo. */
export function nextUndo(database: ReadableDatabase): Gesture | null {
  return (
    statement<[], Gesture>(
      database,
      `SELECT ${columns} FROM gestures WHERE state IN ('done', 'undoing', 'redoing')
       ORDER BY id DESC LIMIT 1`,
    ).get() ?? null
  );
}

/** The gesture that was undone last: the oldest of the undone ones, since undo goes backwards. */
export function nextRedo(database: ReadableDatabase): Gesture | null {
  return (
    statement<[], Gesture>(
      database,
      `SELECT ${columns} FROM gestures WHERE state IN ('undone', 'undoing', 'redoing')
       ORDER BY id LIMIT 1`,
    ).get() ?? null
  );
}

/** Says where undo and redo stand with a gesture. */
export function markGesture(database: WritableDatabase, id: number, state: GestureState): void {
  statement<[string, number]>(database, 'UPDATE gestures SET state = ? WHERE id = ?').run(
    state,
    id,
  );
}

/** The gestures of an image alone can no longer be undone, nor done again: the image is purged. */
export function forgetGestures(database: WritableDatabase, imageId: number): void {
  statement<[number]>(database, `UPDATE gestures SET state = 'gone' WHERE image_id = ?`).run(
    imageId,
  );
}

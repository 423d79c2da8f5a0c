import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** A label gesture that can be taken back or done again; its id is the number of its event. */
export interface Gesture {
  readonly id: number;
  readonly imageId: number;
}

/** Records a new gesture; what had been undone before it cannot be done again. */
export function recordGesture(database: WritableDatabase, gesture: Gesture): void {
  statement<[]>(database, `UPDATE gestures SET state = 'gone' WHERE state = 'undone'`).run();
  statement<[number, number]>(
    database,
    `INSERT INTO gestures (id, image_id, state) VALUES (?, ?, 'done')`,
  ).run(gesture.id, gesture.imageId);
}

/** The newest gesture that stands; null where there is nothing to undo. */
export function nextUndo(database: ReadableDatabase): Gesture | null {
  return (
    statement<[], Gesture>(
      database,
      `SELECT id, image_id AS imageId FROM gestures WHERE state = 'done' ORDER BY id DESC LIMIT 1`,
    ).get() ?? null
  );
}

/** The gesture that was undone last: the oldest of the undone ones, since undo goes backwards. */
export function nextRedo(database: ReadableDatabase): Gesture | null {
  return (
    statement<[], Gesture>(
      database,
      `SELECT id, image_id AS imageId FROM gestures WHERE state = 'undone' ORDER BY id LIMIT 1`,
    ).get() ?? null
  );
}

/** Marks a gesture as undone, or as done again. */
export function markGesture(
  database: WritableDatabase,
  id: number,
  state: 'done' | 'undone',
): void {
  statement<[string, number]>(database, 'UPDATE gestures SET state = ? WHERE id = ?').run(
    state,
    id,
  );
}

import type { ReadableDatabase, WritableDatabase } from './database';
import { findRun, type StoredRun } from './run-queries';

/** The runs of the queue in their order; the one that trains is among them. */
export function queuedRuns(database: ReadableDatabase): readonly StoredRun[] {
  return database
    .prepare<[], { id: string }>(
      `SELECT runs.id FROM run_queue JOIN runs ON runs.seq = run_queue.run_seq
       ORDER BY run_queue.place, run_queue.run_seq`,
    )
    .all()
    .flatMap(({ id }) => findRun(database, id) ?? []);
}

/** Whether the run waits, trains or is paused with a place of its own. */
export function isQueued(database: ReadableDatabase, seq: number): boolean {
  return database.prepare('SELECT 1 FROM run_queue WHERE run_seq = ?').get(seq) !== undefined;
}

/** Puts a run at the end of the queue; one that is in it keeps its place. */
export function appendToQueue(database: WritableDatabase, seq: number): void {
  database
    .prepare(
      `INSERT INTO run_queue (run_seq, place)
       VALUES (?, (SELECT COALESCE(MAX(place), 0) + 1 FROM run_queue))
       ON CONFLICT (run_seq) DO NOTHING`,
    )
    .run(seq);
}

export function leaveQueue(database: WritableDatabase, seq: number): void {
  database.prepare('DELETE FROM run_queue WHERE run_seq = ?').run(seq);
}

/** Numbers the places anew, in this order. */
export function orderQueue(database: WritableDatabase, seqs: readonly number[]): void {
  const place = database.prepare('UPDATE run_queue SET place = ? WHERE run_seq = ?');
  database.transaction(() => {
    seqs.forEach((seq, index) => place.run(index + 1, seq));
  })();
}

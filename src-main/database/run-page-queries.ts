import type {
  PacePoint,
  RunEnvironment,
  RunNotes,
  RunStart,
} from '../../src-shared/ipc/run-page-views';
import type { ReadableDatabase, WritableDatabase } from './database';

/** Keeps that a trainer was started on a run, and on what; returns the number of the start, from 1. */
export function insertStart(
  database: WritableDatabase,
  seq: number,
  at: string,
  environment: RunEnvironment,
): number {
  return database.transaction(() => {
    const start =
      database
        .prepare<[number], { next: number }>(
          'SELECT COALESCE(MAX(start), 0) + 1 AS next FROM run_starts WHERE run_seq = ?',
        )
        .get(seq)?.next ?? 1;
    database
      .prepare('INSERT INTO run_starts (run_seq, start, at, environment) VALUES (?, ?, ?, ?)')
      .run(seq, start, at, JSON.stringify(environment));
    return start;
  })();
}

/** Keeps how long a start has worked so far. */
export function setWorked(
  database: WritableDatabase,
  seq: number,
  start: number,
  workedMs: number,
): void {
  database
    .prepare('UPDATE run_starts SET worked_ms = ? WHERE run_seq = ? AND start = ?')
    .run(Math.round(workedMs), seq, start);
}

/** The starts of a run, oldest first. */
export function listStarts(database: ReadableDatabase, seq: number): readonly RunStart[] {
  return database
    .prepare<[number], { at: string; environment: string; workedMs: number }>(
      `SELECT at, environment, worked_ms AS workedMs FROM run_starts
       WHERE run_seq = ? ORDER BY start`,
    )
    .all(seq)
    .map(({ at, environment, workedMs }) => ({
      at,
      workedSeconds: workedMs / 1000,
      // Written by insertStart from the same type.
      environment: JSON.parse(environment) as RunEnvironment,
    }));
}

/** Keeps how fast a run went; an iteration that is trained again replaces what was kept of it. */
export function keepPace(
  database: WritableDatabase,
  seq: number,
  points: readonly PacePoint[],
): void {
  const insert = database.prepare('INSERT OR REPLACE INTO run_pace VALUES (?, ?, ?, ?, ?)');
  database.transaction(() => {
    for (const point of points) {
      insert.run(
        ...[seq, point.trial, point.iteration],
        ...[point.patchesPerSecond, Math.round(point.residentBytes)],
      );
    }
  })();
}

/** The kept pace of a run in order. */
export function listPace(database: ReadableDatabase, seq: number): readonly PacePoint[] {
  return database
    .prepare<[number], PacePoint>(
      `SELECT trial, iteration, patches_per_second AS patchesPerSecond,
         resident_bytes AS residentBytes
       FROM run_pace WHERE run_seq = ? ORDER BY trial, iteration`,
    )
    .all(seq);
}

/** What the user has noted on a run. */
export function readNotes(database: ReadableDatabase, seq: number): RunNotes {
  const row = database
    .prepare<[number], { text: string; at: string; who: string }>(
      'SELECT notes AS text, at, who FROM run_notes WHERE run_seq = ?',
    )
    .get(seq);
  return row ?? { text: '', at: null, who: null };
}

/** Replaces the notes of a run. */
export function writeNotes(
  database: WritableDatabase,
  seq: number,
  { text, at, who }: { readonly text: string; readonly at: string; readonly who: string },
): void {
  database
    .prepare('INSERT OR REPLACE INTO run_notes (run_seq, notes, at, who) VALUES (?, ?, ?, ?)')
    .run(seq, text, at, who);
}

/** Lines of a run's log. */
export function countLog(database: ReadableDatabase, seq: number): number {
  return (
    database
      .prepare<[number], { lines: number }>(
        'SELECT COALESCE(MAX(line), 0) AS lines FROM run_log WHERE run_seq = ?',
      )
      .get(seq)?.lines ?? 0
  );
}

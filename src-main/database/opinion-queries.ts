import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** What a run decided about one image over the trials in which it was held out of training. */
export interface RunOpinion {
  readonly imageId: number;
  readonly trials: number;
  readonly defectiveTrials: number;
  /** By most of these trials; where as many say the one as the other, by the score. */
  readonly defective: boolean;
  /** Mean defect score, 0 … 1. */
  readonly score: number;
}

interface OpinionRow extends Omit<RunOpinion, 'defective'> {
  readonly defective: 0 | 1;
}

const columns =
  'image_id AS imageId, trials, defective_trials AS defectiveTrials, defective, score';

/** How many finished trials a run's opinions were gathered from; null where they never were, or not whole. */
export function gatheredTrials(database: ReadableDatabase, seq: number): number | null {
  return (
    statement<[number], { trials: number }>(
      database,
      'SELECT trials FROM gathered_opinions WHERE run_seq = ?',
    ).get(seq)?.trials ?? null
  );
}

/** How many finished trials all opinions were gathered from: it tells when what a filter asks for has grown. */
export function allGathered(database: ReadableDatabase): number {
  return (
    statement<[], { trials: number | null }>(
      database,
      'SELECT SUM(trials) AS trials FROM gathered_opinions',
    ).get()?.trials ?? 0
  );
}

/** Forgets a run's opinions, to gather them anew. */
export function forgetOpinions(database: WritableDatabase, seq: number): void {
  statement<[number]>(database, 'DELETE FROM gathered_opinions WHERE run_seq = ?').run(seq);
  statement<[number]>(database, 'DELETE FROM run_opinions WHERE run_seq = ?').run(seq);
}

export function insertOpinion(database: WritableDatabase, seq: number, opinion: RunOpinion): void {
  statement<[number, number, number, number, number, number]>(
    database,
    `INSERT INTO run_opinions (run_seq, image_id, trials, defective_trials, defective, score)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(
    seq,
    opinion.imageId,
    opinion.trials,
    opinion.defectiveTrials,
    opinion.defective ? 1 : 0,
    opinion.score,
  );
}

/** Says that a run's opinions are whole. */
export function markGathered(database: WritableDatabase, seq: number, trials: number): void {
  statement<[number, number]>(
    database,
    'INSERT OR REPLACE INTO gathered_opinions (run_seq, trials) VALUES (?, ?)',
  ).run(seq, trials);
}

/** What a run decided about one image; null where it never was held out, or the opinions are not gathered. */
export function opinionOf(
  database: ReadableDatabase,
  seq: number,
  imageId: number,
): RunOpinion | null {
  const row = statement<[number, number], OpinionRow>(
    database,
    `SELECT ${columns} FROM run_opinions WHERE run_seq = ? AND image_id = ?`,
  ).get(seq, imageId);
  return row === undefined ? null : { ...row, defective: row.defective === 1 };
}

/** An image on which a run and the label disagree. */
export interface DoubtRow {
  readonly imageId: number;
  /** How sure the run is of the contrary: the score of an image labelled ok, 1 − score of a defective one. */
  readonly doubt: number;
}

/** Up to `limit` opinions of a run after image `after`, by image, whether in doubt or not: one bite of the queue. */
export function doubtsAfter(
  database: ReadableDatabase,
  seq: number,
  after: number,
  limit: number,
): readonly (DoubtRow & { readonly disagrees: 0 | 1; readonly ruled: 0 | 1 })[] {
  return statement<
    [number, number, number],
    { imageId: number; doubt: number; disagrees: 0 | 1; ruled: 0 | 1 }
  >(
    database,
    `SELECT image_id AS imageId,
       CASE verdict WHEN 'ok' THEN score ELSE 1 - score END AS doubt,
       excluded = 0 AND ((verdict = 'ok' AND defective = 1)
         OR (verdict = 'defective' AND defective = 0)) AS disagrees,
       EXISTS (SELECT 1 FROM rulings WHERE rulings.image_id = images.id
         AND rulings.verdict = images.verdict AND rulings.labelled_at IS images.labelled_at) AS ruled
     FROM run_opinions JOIN images ON images.id = image_id
     WHERE run_seq = ? AND image_id > ? ORDER BY image_id LIMIT ?`,
  ).all(seq, after, limit);
}

/** Logits of one trial's held-out images, a bite at a time. */
export function logitsAfter(
  database: ReadableDatabase,
  { seq, trial, side }: { readonly seq: number; readonly trial: number; readonly side: string },
  after: number,
  limit: number,
): readonly { readonly position: number; readonly imageId: number; readonly logits: Buffer }[] {
  return statement<
    [number, number, string, number, number],
    { position: number; imageId: number; logits: Buffer }
  >(
    database,
    `SELECT run_predictions.position, image_id AS imageId, logits
     FROM run_predictions JOIN run_images
       ON run_images.run_seq = run_predictions.run_seq
       AND run_images.position = run_predictions.position
     WHERE run_predictions.run_seq = ? AND trial = ? AND side = ? AND run_predictions.position > ?
     ORDER BY run_predictions.position LIMIT ?`,
  ).all(seq, trial, side, after, limit);
}

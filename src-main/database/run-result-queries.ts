import type { TextureRates } from '../../src-shared/evaluation/texture-rates';
import type { StepPoint } from '../../src-shared/ipc/run-views';
import type {
  EvaluationPoint,
  ImageLogits,
  TrialResult,
} from '../../src-shared/training/trainer-job';
import type { ReadableDatabase, WritableDatabase } from './database';

/** A step as kept for the curves. */
export type StoredStep = StepPoint;

export interface StoredEvaluation extends EvaluationPoint {
  readonly trial: number;
}

/** What is kept of a finished trial beside its predictions. */
export interface StoredTrial {
  readonly trial: number;
  /** Iterations done when it stopped. */
  readonly iterations: number;
  readonly convergence: number;
  readonly modelIteration: number;
  /** Relative to the run's folder. */
  readonly modelFile: string;
  readonly modelSha256: string;
  readonly parameters: number;
  /** Image accuracy on the test side. */
  readonly accuracy: number | null;
}

/** Keeps steps; those of an iteration that is trained again after a resume replace the old ones. */
export function keepSteps(
  database: WritableDatabase,
  seq: number,
  steps: readonly StoredStep[],
): void {
  const insert = database.prepare('INSERT OR REPLACE INTO run_steps VALUES (?, ?, ?, ?, ?)');
  database.transaction(() => {
    for (const step of steps) {
      insert.run(seq, step.trial, step.iteration, step.loss, step.learningRate);
    }
  })();
}

/** The kept steps of a run in order. */
export function listSteps(database: ReadableDatabase, seq: number): readonly StoredStep[] {
  return database
    .prepare<[number], StoredStep>(
      `SELECT trial, iteration, loss, learning_rate AS learningRate
       FROM run_steps WHERE run_seq = ? ORDER BY trial, iteration`,
    )
    .all(seq);
}

/** Keeps one evaluation, replacing the same one of an earlier start. */
export function keepEvaluation(
  database: WritableDatabase,
  seq: number,
  evaluation: StoredEvaluation,
): void {
  database
    .prepare('INSERT OR REPLACE INTO run_evaluations VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      seq,
      evaluation.trial,
      evaluation.iteration,
      evaluation.side,
      evaluation.accuracy,
      JSON.stringify(evaluation.textures),
    );
}

/** The evaluations of a run in order. */
export function listEvaluations(
  database: ReadableDatabase,
  seq: number,
): readonly StoredEvaluation[] {
  return database
    .prepare<[number], Omit<StoredEvaluation, 'textures'> & { textures: string }>(
      `SELECT trial, iteration, side, accuracy, textures
       FROM run_evaluations WHERE run_seq = ? ORDER BY trial, iteration, side`,
    )
    .all(seq)
    .map((row) => ({
      ...row,
      // Written by keepEvaluation from the same type.
      textures: JSON.parse(row.textures) as readonly TextureRates[],
    }));
}

/** Little-endian float32 of all patches, one after the other. */
function encodeLogits(logits: readonly (readonly number[])[]): Buffer {
  const flat = logits.flat();
  const bytes = Buffer.alloc(flat.length * 4);
  flat.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes;
}

/** The logits of an image's patches, as they are stored. */
export function decodeLogits(bytes: Buffer, classes: number): readonly (readonly number[])[] {
  const patches = bytes.length / 4 / classes;
  return Array.from({ length: patches }, (_row, patch) =>
    Array.from({ length: classes }, (_column, index) =>
      bytes.readFloatLE((patch * classes + index) * 4),
    ),
  );
}

/** Keeps a finished trial with its logits, in one transaction. */
export function keepTrial(
  database: WritableDatabase,
  seq: number,
  result: TrialResult,
  accuracy: number | null,
  now: string,
): void {
  const insertLogits = database.prepare(
    'INSERT OR REPLACE INTO run_predictions VALUES (?, ?, ?, ?, ?)',
  );
  database.transaction(() => {
    database
      .prepare('INSERT OR REPLACE INTO run_trials VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        seq,
        result.trial,
        result.iterations,
        result.convergence,
        result.modelIteration,
        result.model.file,
        result.model.sha256,
        result.parameters,
        accuracy,
        now,
      );
    for (const side of ['validation', 'test'] as const) {
      for (const { image, logits } of result[side]) {
        insertLogits.run(seq, result.trial, side, image, encodeLogits(logits));
      }
    }
  })();
}

/** The finished trials of a run in order. */
export function listTrials(database: ReadableDatabase, seq: number): readonly StoredTrial[] {
  return database
    .prepare<[number], StoredTrial>(
      `SELECT trial, iterations, convergence, model_iteration AS modelIteration,
         model_file AS modelFile, model_sha256 AS modelSha256, parameters, accuracy
       FROM run_trials WHERE run_seq = ? ORDER BY trial`,
    )
    .all(seq);
}

/** The kept logits of one trial and side in snapshot order; `classes` is 2T. */
export function listLogits(
  database: ReadableDatabase,
  seq: number,
  trial: number,
  side: 'validation' | 'test',
  classes: number,
): readonly ImageLogits[] {
  return database
    .prepare<[number, number, string], { image: number; logits: Buffer }>(
      `SELECT position AS image, logits FROM run_predictions
       WHERE run_seq = ? AND trial = ? AND side = ? ORDER BY position`,
    )
    .all(seq, trial, side)
    .map((row) => ({ image: row.image, logits: decodeLogits(row.logits, classes) }));
}

/** Adds a line to the run's log. */
export function appendLog(
  database: WritableDatabase,
  seq: number,
  message: string,
  now: string,
): void {
  database
    .prepare(
      `INSERT INTO run_log
       SELECT ?, COALESCE(MAX(line), 0) + 1, ?, ? FROM run_log WHERE run_seq = ?`,
    )
    .run(seq, now, message, seq);
}

/** The newest `limit` lines of the run's log, oldest first, each with its time. */
export function readLog(database: ReadableDatabase, seq: number, limit: number): readonly string[] {
  return database
    .prepare<[number, number], { at: string; message: string }>(
      'SELECT at, message FROM run_log WHERE run_seq = ? ORDER BY line DESC LIMIT ?',
    )
    .all(seq, limit)
    .map((row) => `${row.at} ${row.message}`)
    .reverse();
}

import {
  studentPlanSchema,
  teacherPlanSchema,
  type TrainingPlan,
} from '../../src-shared/training/training-plan';
import type { RunState } from '../../src-shared/training/training-progress';
import type { RunSummary } from '../../src-shared/ipc/run-views';
import { english } from '../../src-shared/sentences/english';
import { said } from '../../src-shared/sentences/sentence';
import type { ReadableDatabase, WritableDatabase } from './database';

/** A row of `runs` with what the finished trials found. */
export interface StoredRun extends RunSummary {
  readonly seq: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly device: string | null;
  /** Null while the snapshot is incomplete. */
  readonly snapshotHash: string | null;
}

interface RunRow {
  seq: number;
  id: string;
  kind: 'teacher' | 'student';
  state: RunState;
  plan: string;
  teacherRun: string | null;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  parameters: number | null;
  device: string | null;
  message: string | null;
  snapshotHash: string | null;
  trialsDone: number;
  accuracy: number | null;
}

const selectRuns = `
  SELECT runs.seq, runs.id, runs.kind, runs.state, runs.plan, teachers.id AS teacherRun,
    runs.created_at AS createdAt, runs.started_at AS startedAt, runs.ended_at AS endedAt,
    runs.parameters, runs.device, runs.message, runs.snapshot_hash AS snapshotHash,
    (SELECT COUNT(*) FROM run_trials WHERE run_seq = runs.seq) AS trialsDone,
    (SELECT AVG(accuracy) FROM run_trials WHERE run_seq = runs.seq) AS accuracy
  FROM runs LEFT JOIN runs AS teachers ON teachers.seq = runs.teacher_seq`;

/** Reads a stored plan back; a plan that no longer fits its schema is a damaged row, and loud. */
function parsePlan(kind: 'teacher' | 'student', text: string): TrainingPlan {
  const value: unknown = JSON.parse(text);
  return kind === 'teacher' ? teacherPlanSchema.parse(value) : studentPlanSchema.parse(value);
}

function storedRun(row: RunRow): StoredRun {
  return { ...row, plan: parsePlan(row.kind, row.plan) };
}

/** What is shown of a run outside main. */
export function runSummary(run: StoredRun): RunSummary {
  const {
    id,
    kind,
    state,
    plan,
    teacherRun,
    createdAt,
    trialsDone,
    parameters,
    accuracy,
    message,
  } = run;
  return {
    id,
    kind,
    state,
    plan,
    teacherRun,
    createdAt,
    trialsDone,
    parameters,
    accuracy,
    message,
  };
}

/** All runs, newest first. */
export function listRuns(database: ReadableDatabase): readonly StoredRun[] {
  const rows = database.prepare<[], RunRow>(`${selectRuns} ORDER BY runs.seq DESC`).all();
  return rows.map(storedRun);
}

/** One run by its id, or null. */
export function findRun(database: ReadableDatabase, id: string): StoredRun | null {
  const row = database.prepare<[string], RunRow>(`${selectRuns} WHERE runs.id = ?`).get(id);
  return row === undefined ? null : storedRun(row);
}

/** Adds a run, `preparing` unless it shall wait, named `r0001-teacher` and so on, in the order of creation. */
export function insertRun(
  database: WritableDatabase,
  run: {
    readonly plan: TrainingPlan;
    readonly teacherSeq: number | null;
    readonly now: string;
    readonly state?: 'waiting' | 'preparing';
  },
): { readonly seq: number; readonly id: string } {
  return database.transaction(() => {
    const seq =
      database
        .prepare<[], { seq: number }>('SELECT COALESCE(MAX(seq), 0) + 1 AS seq FROM runs')
        .get()?.seq ?? 1;
    const id = `r${String(seq).padStart(4, '0')}-${run.plan.kind}`;
    database
      .prepare(
        `INSERT INTO runs (seq, id, kind, state, plan, teacher_seq, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        seq,
        id,
        run.plan.kind,
        run.state ?? 'preparing',
        JSON.stringify(run.plan),
        run.teacherSeq,
        run.now,
      );
    return { seq, id };
  })();
}

/** Marks that a trainer works (again) on the run. */
export function markStarted(
  database: WritableDatabase,
  seq: number,
  state: 'preparing' | 'running',
  now: string,
): void {
  database
    .prepare(
      `UPDATE runs SET state = ?, started_at = COALESCE(started_at, ?), ended_at = NULL, message = NULL
       WHERE seq = ?`,
    )
    .run(state, now, seq);
}

/** Says that the run waits for its turn. */
export function markWaiting(database: WritableDatabase, seq: number): void {
  database.prepare(`UPDATE runs SET state = 'waiting', message = NULL WHERE seq = ?`).run(seq);
}

/** Closes a run, with the sentence that says why where it is not `done`. */
export function markEnded(
  database: WritableDatabase,
  seq: number,
  state: 'done' | 'paused' | 'interrupted' | 'cancelled' | 'failed',
  message: string | null,
  now: string,
): void {
  database
    .prepare('UPDATE runs SET state = ?, message = ?, ended_at = ? WHERE seq = ?')
    .run(state, message, now, seq);
}

/** Keeps a plan whose epochs were counted anew, before anything was trained. */
export function setPlan(database: WritableDatabase, seq: number, plan: TrainingPlan): void {
  database.prepare('UPDATE runs SET plan = ? WHERE seq = ?').run(JSON.stringify(plan), seq);
}

/** Keeps the description of the device that the trainer reported. */
export function setDevice(database: WritableDatabase, seq: number, device: string): void {
  database.prepare('UPDATE runs SET device = ? WHERE seq = ?').run(device, seq);
}

/** Keeps the number of learnable numbers of the run's network. */
export function setParameters(database: WritableDatabase, seq: number, parameters: number): void {
  database.prepare('UPDATE runs SET parameters = ? WHERE seq = ?').run(parameters, seq);
}

/**
 * Runs that a program left `preparing` or `running` when it ended become `interrupted`: the project's lock says
 * that nobody works on them now. Returns how many.
 */
export function interruptLeftRuns(database: WritableDatabase, now: string): number {
  return database
    .prepare(
      `UPDATE runs SET state = 'interrupted', ended_at = ?, message = ?
       WHERE state IN ('preparing', 'running')`,
    )
    .run(now, english(said('runLost'))).changes;
}

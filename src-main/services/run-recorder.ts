import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesText } from '../../src-shared/format/bytes-text';
import { assertNever } from '../../src-shared/assert-never';
import { accuracy } from '../../src-shared/evaluation/texture-rates';
import type { Failure } from '../../src-shared/ipc/failure';
import type { PacePoint } from '../../src-shared/ipc/run-page-views';
import type { RunProgress, StepPoint } from '../../src-shared/ipc/run-views';
import type { TrainerEvent } from '../../src-shared/training/training-progress';
import type { TrialResult } from '../../src-shared/training/trainer-job';
import type { WritableDatabase } from '../database/database';
import { setDevice, setParameters, type StoredRun } from '../database/run-queries';
import {
  appendLog,
  keepEvaluation,
  keepSteps,
  keepTrial,
  listTrials,
  type StoredStep,
} from '../database/run-result-queries';
import { insertStart, keepPace, setWorked } from '../database/run-page-queries';
import type { SnapshotImage } from '../database/snapshot-queries';
import { decideImages } from './decided-images';
import type { Notify } from './notify';
import { runEnvironment } from './run-environment';
import { RunPace } from './run-pace';

/** How a trainer said that it ended; null while it has not. */
export type SaidEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'spent' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | null;

export interface RecorderParts {
  readonly database: WritableDatabase;
  readonly run: StoredRun;
  /** The job folder, which holds `trial-K/result.json`. */
  readonly folder: string;
  readonly images: readonly SnapshotImage[];
  readonly notify: Notify;
  readonly now: () => Date;
  /** Called after the summary of the run has changed. */
  readonly changed: () => void;
}

/** Notices of one run go out at most this often, ms. */
export const noticeInterval = 200;
/** Steps are written to the database this often, ms: each write is a synchronous commit. */
const keepInterval = 1000;
/** Points of the loss curve that are kept a trial. */
const keptSteps = 2000;

/** Turns the events of one trainer into rows and notices. */
export class RunRecorder {
  readonly #parts: RecorderParts;
  readonly #pace: RunPace;
  readonly #stride: number;
  #toKeep: StoredStep[] = [];
  #toNotify: StepPoint[] = [];
  #newest: StoredStep | null = null;
  #paceToKeep: PacePoint[] = [];
  /** Number of this start, and when its trainer began, milliseconds of the clock. */
  #start: { readonly number: number; readonly since: number } | null = null;
  #noticeTimer: NodeJS.Timeout | null = null;
  #keepTimer: NodeJS.Timeout | null = null;
  #saidEnd: SaidEnd = null;
  #onSaidEnd: () => void = () => undefined;
  /** Trials are read one after the other; the first failure is kept for `settled`. */
  #reading: Promise<void> = Promise.resolve();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    const { plan } = parts.run;
    this.#stride = Math.max(1, Math.ceil(plan.iterations / keptSteps));
    this.#pace = new RunPace({
      run: parts.run.id,
      trials: plan.trials,
      iterations: plan.iterations,
      trialsDone: parts.run.trialsDone,
      device: parts.run.device,
      now: parts.now().getTime(),
    });
    this.#pace.setState('running');
  }

  get saidEnd(): SaidEnd {
    return this.#saidEnd;
  }

  progress(): RunProgress {
    return this.#pace.progress(this.#parts.now().getTime());
  }

  accept(event: TrainerEvent): void {
    const { database, run, now } = this.#parts;
    this.#pace.accept(event, now().getTime());
    switch (event.kind) {
      case 'started':
        setDevice(database, run.seq, event.device);
        this.#begin(event.device);
        this.#log(`The trainer started on ${event.device}.`);
        break;
      case 'phase':
        break;
      case 'step':
        this.#step(event);
        break;
      case 'evaluation':
        this.#evaluation(event);
        break;
      case 'checkpoint':
        this.#keepWorked();
        this.#log(`Checkpoint of trial ${event.trial} at iteration ${event.iteration}.`);
        break;
      case 'trial-done':
        this.#reading = this.#reading.then(() => this.#keepTrial(event.trial));
        // `settled` awaits the same promise and reports its failure.
        this.#reading.catch(() => undefined);
        break;
      case 'log':
        this.#log(event.message);
        break;
      case 'done':
      case 'cancelled':
        this.#saidEnd = { kind: event.kind };
        break;
      case 'spent':
        this.#log(
          `The trainer is started anew: it held ${bytesText(event.residentBytes)}, more than it may.`,
        );
        this.#saidEnd = { kind: 'spent' };
        break;
      case 'failed':
        this.#saidEnd = { kind: 'failed', failure: event.failure };
        break;
      default:
        assertNever(event);
    }
    if (this.#saidEnd !== null) this.#onSaidEnd();
    this.#scheduleNotice();
  }

  /** Where the last trainer asked for another to go on: forgets that it ended. */
  takeSpent(): boolean {
    if (this.#saidEnd?.kind !== 'spent') return false;
    this.#saidEnd = null;
    return true;
  }

  /** Waits until the trainer has said how it ended, `patience` ms at most. */
  async lastWord(patience: number): Promise<void> {
    if (this.#saidEnd !== null) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#onSaidEnd = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Writes what is pending; rejects where a finished trial could not be read. */
  async settled(): Promise<void> {
    if (this.#keepTimer !== null) clearTimeout(this.#keepTimer);
    this.#keepTimer = null;
    this.#keepPending();
    this.#keepWorked();
    if (this.#noticeTimer !== null) clearTimeout(this.#noticeTimer);
    this.#noticeTimer = null;
    this.#sendNotices();
    await this.#reading;
    if (this.#saidEnd?.kind !== 'done') return;
    // A trial whose `trial-done` was lost with an earlier program is in the folder all the same.
    const kept = new Set(listTrials(this.#parts.database, this.#parts.run.seq).map((t) => t.trial));
    for (let trial = 1; trial <= this.#parts.run.plan.trials; trial += 1) {
      if (!kept.has(trial)) await this.#keepTrial(trial);
    }
  }

  #step(event: Extract<TrainerEvent, { kind: 'step' }>): void {
    const { trial, iteration, loss, learningRate } = event;
    const step = { trial, iteration, loss, learningRate };
    this.#toNotify.push(step);
    if (this.#newest !== null && this.#newest.trial !== trial) this.#keepNewest();
    this.#newest = step;
    if (iteration % this.#stride === 0) {
      this.#toKeep.push(step);
      const { patchesPerSecond, residentBytes } = event;
      this.#paceToKeep.push({ trial, iteration, patchesPerSecond, residentBytes });
    }
    this.#keepTimer ??= setTimeout(() => {
      this.#keepTimer = null;
      this.#keepSteps();
    }, keepInterval);
  }

  #evaluation(event: Extract<TrainerEvent, { kind: 'evaluation' }>): void {
    const { database, run, notify } = this.#parts;
    const { trial, iteration, side, accuracy: share, textures } = event;
    keepEvaluation(database, run.seq, { trial, iteration, side, accuracy: share, textures });
    notify('run.evaluation', {
      run: run.id,
      trial,
      iteration,
      side,
      accuracy: share,
      textures,
    });
  }

  async #keepTrial(trial: number): Promise<void> {
    const { database, run, folder, images, now, changed } = this.#parts;
    const text = await readFile(join(folder, `trial-${trial}`, 'result.json'), 'utf8');
    // Our own trainer wrote it, atomically and last; its type is the contract.
    const result = JSON.parse(text) as TrialResult;
    if (result.formatVersion !== 1 || result.trial !== trial) {
      throw new Error(`trial-${trial}/result.json of ${run.id} is not the result of that trial.`);
    }
    const labels = decideImages(images, result.test).map(({ label }) => label);
    keepTrial(database, run.seq, result, accuracy(labels), now().toISOString());
    setParameters(database, run.seq, result.parameters);
    this.#log(`Trial ${trial} done after ${result.iterations} iterations.`);
    changed();
  }

  #begin(device: string): void {
    // A trainer that was started anew for its memory goes on with the same start.
    if (this.#start !== null) return;
    const { database, run, now } = this.#parts;
    const at = now();
    const number = insertStart(database, run.seq, at.toISOString(), runEnvironment(device));
    this.#start = { number, since: at.getTime() };
  }

  /** Often enough that a power cut takes little of the time that the run has worked. */
  #keepWorked(): void {
    if (this.#start === null) return;
    const { database, run, now } = this.#parts;
    const { number, since } = this.#start;
    setWorked(database, run.seq, number, Math.max(0, now().getTime() - since));
  }

  #log(message: string): void {
    const { database, run, now } = this.#parts;
    appendLog(database, run.seq, message, now().toISOString());
  }

  #keepNewest(): void {
    if (this.#newest !== null) this.#toKeep.push(this.#newest);
  }

  #keepPending(): void {
    this.#keepNewest();
    this.#keepSteps();
  }

  #keepSteps(): void {
    if (this.#toKeep.length === 0) return;
    const { database, run } = this.#parts;
    keepSteps(database, run.seq, this.#toKeep);
    this.#toKeep = [];
    keepPace(database, run.seq, this.#paceToKeep);
    this.#paceToKeep = [];
    this.#keepWorked();
  }

  #scheduleNotice(): void {
    this.#noticeTimer ??= setTimeout(() => {
      this.#noticeTimer = null;
      this.#sendNotices();
    }, noticeInterval);
  }

  #sendNotices(): void {
    const { notify, run } = this.#parts;
    if (this.#toNotify.length > 0) {
      notify('run.steps', { run: run.id, steps: this.#toNotify });
      this.#toNotify = [];
    }
    notify('run.progress', { progress: this.progress() });
  }
}

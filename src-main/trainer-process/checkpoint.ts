import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EvaluationPoint, JobFile } from '../../src-shared/training/trainer-job';
import { fileHash } from './job-files';
import { makeFolderDurably, syncFolder, writeDurably } from './weights/durable-file';
import { writeSafetensors, type TensorSource } from './weights/safetensors-file';

/** An evaluation as a checkpoint keeps it. */
export interface KeptPoint extends EvaluationPoint {
  readonly loss: number | null;
}

/** `checkpoints/ITERATION.json`, written last: a checkpoint without it does not exist. */
export interface Checkpoint {
  readonly formatVersion: 1;
  /** SHA-256 of the job that it belongs to. */
  readonly job: string;
  readonly iteration: number;
  readonly points: readonly KeptPoint[];
  /** Weights and optimiser state. */
  readonly state: JobFile;
  /** Weights of earlier evaluations that may become the model. */
  readonly models: readonly { readonly iteration: number; readonly file: JobFile }[];
  /** Seconds that the trial has trained, in whatever process; 0 in checkpoints of older versions. */
  readonly trainedSeconds?: number;
  /** The first of its hour of training; a few of these are kept. */
  readonly hourly?: boolean;
}

/** Finished checkpoints that are kept: the newest, and one to fall back to. */
const keptCheckpoints = 2;
/** Beside these, so many of the first of each hour, newest first … */
const keptHourly = 6;
/** … as long as all of them take no more than this, bytes. */
const defaultHourlyBytes = 4 * 2 ** 30;

/** The checkpoints of one trial, in a folder of their own. */
export class CheckpointFolder {
  constructor(
    readonly folder: string,
    /** SHA-256 of the job; checkpoints of another job are passed over. */
    private readonly job: string,
    /** Most that the hourly checkpoints may take, bytes. */
    private readonly hourlyBytes: number = defaultHourlyBytes,
  ) {
    makeFolderDurably(folder);
  }

  /**
   * The newest checkpoint whose files are all whole; null where there is none.
   *
   * @param onDamaged gets the name of each newer one that is not
   */
  newest(onDamaged: (name: string) => void): Checkpoint | null {
    for (const name of this.names()) {
      const checkpoint = this.read(name);
      if (checkpoint !== null && this.isWhole(checkpoint)) {
        return checkpoint;
      }
      onDamaged(name);
    }
    return null;
  }

  /** Absolute path of a checkpoint's file. */
  path(file: JobFile): string {
    return join(this.folder, file.file);
  }

  /** Writes the weights of one evaluation, durably. */
  writeModel(iteration: number, tensors: readonly TensorSource[]): JobFile {
    const file = `model-${padded(iteration)}.safetensors`;
    return { file, sha256: writeSafetensors(join(this.folder, file), tensors) };
  }

  /**
   * Writes a checkpoint: first the state, last the file that names it; then drops those no longer needed.
   *
   * @returns the file that names it
   */
  write(
    at: Omit<Checkpoint, 'formatVersion' | 'job' | 'state'>,
    state: readonly TensorSource[],
  ): JobFile {
    const { iteration } = at;
    const stateFile = `state-${padded(iteration)}.safetensors`;
    const sha256 = writeSafetensors(join(this.folder, stateFile), state);
    const checkpoint: Checkpoint = {
      formatVersion: 1,
      job: this.job,
      ...at,
      state: { file: stateFile, sha256 },
    };
    const file = `${padded(iteration)}.json`;
    const hash = writeDurably(join(this.folder, file), [Buffer.from(JSON.stringify(checkpoint))]);
    this.dropOld();
    return { file, sha256: hash };
  }

  /** Deletes all checkpoints, once the trial's result is durable. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Names of checkpoints, newest first. */
  private names(): readonly string[] {
    return readdirSync(this.folder)
      .filter((name) => /^\d+\.json$/.test(name))
      .sort()
      .reverse();
  }

  private read(name: string): Checkpoint | null {
    let parsed: unknown;
    try {
      parsed = JSON.parse(readFileSync(join(this.folder, name), 'utf8'));
    } catch {
      return null;
    }
    return isCheckpoint(parsed) && parsed.job === this.job ? parsed : null;
  }

  private isWhole({ state, models }: Checkpoint): boolean {
    return [state, ...models.map(({ file }) => file)].every(
      (file) => fileHash(this.path(file)) === file.sha256,
    );
  }

  /** Keeps the newest, the one before, and the first of the last hours as far as the disk's share goes. */
  private dropOld(): void {
    const names = this.names();
    const needed = new Set(names.slice(0, keptCheckpoints).flatMap((name) => this.filesOf(name)));
    let bytes = 0;
    let hourly = 0;
    for (const name of names.slice(keptCheckpoints)) {
      if (hourly === keptHourly || this.read(name)?.hourly !== true) continue;
      const own = this.filesOf(name).filter((file) => !needed.has(file));
      bytes += own.reduce((sum, file) => sum + this.sizeOf(file), 0);
      if (bytes > this.hourlyBytes) break;
      hourly += 1;
      for (const file of own) needed.add(file);
    }
    for (const name of readdirSync(this.folder)) {
      if (!needed.has(name)) {
        rmSync(join(this.folder, name), { force: true });
      }
    }
    syncFolder(this.folder);
  }

  /** Names of a checkpoint and of all that it names. */
  private filesOf(name: string): readonly string[] {
    const checkpoint = this.read(name);
    return checkpoint === null
      ? [name]
      : [name, checkpoint.state.file, ...checkpoint.models.map(({ file }) => file.file)];
  }

  private sizeOf(file: string): number {
    return statSync(join(this.folder, file), { throwIfNoEntry: false })?.size ?? 0;
  }
}

// The folder is the program's own; this only tells a checkpoint from a file cut short or of another version.
function isCheckpoint(value: unknown): value is Checkpoint {
  return (
    typeof value === 'object' &&
    value !== null &&
    'formatVersion' in value &&
    value.formatVersion === 1 &&
    'job' in value &&
    'iteration' in value &&
    'points' in value &&
    Array.isArray(value.points) &&
    'state' in value &&
    'models' in value &&
    Array.isArray(value.models)
  );
}

function padded(iteration: number): string {
  return String(iteration).padStart(8, '0');
}

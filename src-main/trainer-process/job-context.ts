import type { MemoryCap } from './memory-cap';
import type { TrainerEvent } from '../../src-shared/training/training-progress';

/** What a job needs from the process it runs in. */
export interface JobContext {
  /** The job's folder, absolute. */
  readonly folder: string;
  emit(event: TrainerEvent): void;
  /** Lets messages come in between kernels, which block the process. */
  breathe(): Promise<void>;
  /** Whether the user asked to stop; takes effect after {@link breathe}. */
  cancelled(): boolean;
  /** Monotonic clock, seconds. */
  seconds(): number;
  /** Least time between two checkpoints, seconds. */
  readonly checkpointSeconds: number;
  /** The built `patch-thread.js`; null where sources run without a build. */
  readonly patchThread: string | null;
  readonly memoryCap: MemoryCap;
}

/** Thrown at a safe point of a job after the user asked to stop it. */
export class JobCancelled extends Error {
  constructor() {
    super('The job was cancelled.');
    this.name = 'JobCancelled';
  }
}

/** Thrown after a checkpoint where this process shall be started anew, since its memory has grown past the cap. */
export class ProcessSpent extends Error {
  constructor() {
    super('The process has grown past its memory cap.');
    this.name = 'ProcessSpent';
  }
}

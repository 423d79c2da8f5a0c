import type { Evaluation } from './run-views';

/** What a run was started on. */
export interface RunEnvironment {
  /** Of Ellipsight. */
  readonly version: string;
  /** As the trainer reports it: device, threads, TensorFlow. */
  readonly device: string;
  /** "Electron 45.4.1", "Node 20.19.4". */
  readonly runtime: string;
  /** System, its release, architecture. */
  readonly system: string;
  readonly processor: string;
  /** Logical ones. */
  readonly cores: number;
  readonly memoryBytes: number;
}

/** One start, or resume, of a run. */
export interface RunStart {
  /** ISO 8601. */
  readonly at: string;
  /** From the trainer's start to its end, or until now. */
  readonly workedSeconds: number;
  readonly environment: RunEnvironment;
}

/** How fast a run went at an iteration; differs from start to start. */
export interface PacePoint {
  readonly trial: number;
  readonly iteration: number;
  readonly patchesPerSecond: number;
  readonly residentBytes: number;
}

/** What a run's page shows beside its live figures. */
export interface RunPage {
  readonly notes: RunNotes;
  /** Oldest first; runs made by earlier versions have none. */
  readonly starts: readonly RunStart[];
  /** At most 2,000 points a trial. */
  readonly pace: readonly PacePoint[];
  /** Of the finished trials; null before the first. */
  readonly evaluation: Evaluation | null;
  /** Lines that the run's log has. */
  readonly logLines: number;
}

export interface RunNotes {
  /** Free text of the user; empty for none. */
  readonly text: string;
  /** ISO 8601; null where nobody has written any. */
  readonly at: string | null;
  readonly who: string | null;
}

/** Characters that a run's notes have at most. */
export const longestNotes = 20_000;

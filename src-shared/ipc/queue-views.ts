import type { RunSummary } from './run-views';

/** A run with a place in the queue: one that trains, waits, is paused, or was stopped by the end of the program. */
export interface QueueEntry {
  readonly run: RunSummary;
  /** The teacher that has to be done first; null for none. */
  readonly waitsFor: string | null;
  /** Left by an earlier opening of the project: it starts once the user says so. */
  readonly leftOver: boolean;
}

/** What trains, and what comes next, in order. */
export interface QueueView {
  readonly entries: readonly QueueEntry[];
}

import type { Migration } from '../migration';

/**
 * What a run's page shows beside its results: the notes that a user keeps on it, on what each of its starts ran and how
 * long it worked, and how fast it went.
 */
export const runPage: Migration = {
  version: 10,
  name: 'run-page',
  up(database) {
    database.exec(`
      CREATE TABLE run_notes (
        run_seq INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE,
        notes TEXT NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL
      ) STRICT;

      -- A start, or a resume: versions and machine may differ from one to the next.
      CREATE TABLE run_starts (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        at TEXT NOT NULL,
        environment TEXT NOT NULL CHECK (json_valid(environment)),
        worked_ms INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (run_seq, start)
      ) STRICT, WITHOUT ROWID;

      -- Apart from run_steps: a run that is resumed repeats its losses to the bit, and never its pace.
      CREATE TABLE run_pace (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        trial INTEGER NOT NULL,
        iteration INTEGER NOT NULL,
        patches_per_second REAL NOT NULL,
        resident_bytes INTEGER NOT NULL,
        PRIMARY KEY (run_seq, trial, iteration)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};

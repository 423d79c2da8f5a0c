import type { Migration } from '../migration';

/** The pair of thresholds on the defect score that a run decides by; none where it decides by the protocol's rule. */
export const runThresholds: Migration = {
  version: 15,
  name: 'run-thresholds',
  up(database) {
    database.exec(`
      CREATE TABLE run_thresholds (
        run_seq INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE,
        lower REAL NOT NULL CHECK (lower BETWEEN 0 AND 1),
        upper REAL NOT NULL CHECK (upper BETWEEN lower AND 1),
        placed TEXT NOT NULL CHECK (placed IN ('by-cost', 'by-hand')),
        -- Costs and defect rate that they were placed for.
        expectation TEXT NOT NULL CHECK (json_valid(expectation)),
        at TEXT NOT NULL,
        who TEXT NOT NULL
      ) STRICT;
    `);
  },
};

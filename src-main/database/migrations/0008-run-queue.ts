import type { Migration } from '../migration';

/**
 * Runs wait for each other: the order in which they train, and two states more. A run keeps its place while it trains,
 * so that what a closed window or a power cut stopped is still the first when the queue goes on. The state's CHECK is
 * changed with its column, as in 0003.
 */
export const runQueue: Migration = {
  version: 8,
  name: 'run-queue',
  up(database) {
    database.exec(`
      ALTER TABLE runs ADD COLUMN new_state TEXT NOT NULL DEFAULT 'waiting' CHECK (
        new_state IN (
          'waiting', 'preparing', 'running', 'paused', 'done', 'interrupted', 'cancelled', 'failed'
        )
      );
      UPDATE runs SET new_state = state;
      ALTER TABLE runs DROP COLUMN state;
      ALTER TABLE runs RENAME COLUMN new_state TO state;

      CREATE TABLE run_queue (
        run_seq INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE,
        place INTEGER NOT NULL
      ) STRICT;
    `);
  },
};

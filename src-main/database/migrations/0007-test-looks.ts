import type { Migration } from '../migration';

/** How often the test side of a split was looked at: what is chosen after a look was chosen with the test's help. */
export const testLooks: Migration = {
  version: 7,
  name: 'test-looks',
  up(database) {
    database.exec(`
      CREATE TABLE test_looks (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        run TEXT NOT NULL,
        split_seed INTEGER NOT NULL,
        trial INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX test_looks_by_split ON test_looks (split_seed, trial);
    `);
  },
};

import type { Migration } from '../migration';

/** Plans with a name of their own, to train with again. */
export const savedPlans: Migration = {
  version: 9,
  name: 'saved-plans',
  up(database) {
    database.exec(`
      CREATE TABLE saved_plans (
        name TEXT PRIMARY KEY COLLATE NOCASE,
        plan TEXT NOT NULL CHECK (json_valid(plan)),
        saved_at TEXT NOT NULL,
        who TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};

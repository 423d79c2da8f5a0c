import type { Migration } from '../migration';

/**
 * Ellipses may be inscribed in boxes. SQLite cannot change a CHECK, but a column's own goes with the column: a new column
 * takes the old one's name.
 */
export const inscribedEllipses: Migration = {
  version: 3,
  name: 'inscribed-ellipses',
  up(database) {
    database.exec(`
      ALTER TABLE ellipses ADD COLUMN new_origin TEXT NOT NULL DEFAULT 'drawn'
        CHECK (new_origin IN ('drawn', 'imported', 'fitted', 'generated', 'inscribed'));
      UPDATE ellipses SET new_origin = origin;
      ALTER TABLE ellipses DROP COLUMN origin;
      ALTER TABLE ellipses RENAME COLUMN new_origin TO origin;
    `);
  },
};

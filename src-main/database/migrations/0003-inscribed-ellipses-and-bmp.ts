import type { Migration } from '../migration';

/**
 * Ellipses may be inscribed in boxes, images may be BMP. SQLite cannot change a CHECK, but a column's own goes with the
 * column: a new column takes the old one's name. It must have a default for the rows that are there; every insert names it.
 */
export const inscribedEllipsesAndBmp: Migration = {
  version: 3,
  name: 'inscribed-ellipses-and-bmp',
  up(database) {
    database.exec(`
      ALTER TABLE ellipses ADD COLUMN new_origin TEXT NOT NULL DEFAULT 'drawn'
        CHECK (new_origin IN ('drawn', 'imported', 'fitted', 'generated', 'inscribed'));
      UPDATE ellipses SET new_origin = origin;
      ALTER TABLE ellipses DROP COLUMN origin;
      ALTER TABLE ellipses RENAME COLUMN new_origin TO origin;

      ALTER TABLE images ADD COLUMN new_format TEXT NOT NULL DEFAULT 'png'
        CHECK (new_format IN ('png', 'jpeg', 'tiff', 'webp', 'bmp'));
      UPDATE images SET new_format = format;
      ALTER TABLE images DROP COLUMN format;
      ALTER TABLE images RENAME COLUMN new_format TO format;
    `);
  },
};

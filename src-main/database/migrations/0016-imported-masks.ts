import type { Migration } from '../migration';

/**
 * The mask that an image was imported with, to which its ellipses were fitted: kept as it is, whatever becomes of the
 * ellipses, so that they can be compared with it. Images from before have none until their source is imported again.
 */
export const importedMasks: Migration = {
  version: 16,
  name: 'imported-masks',
  up(database) {
    database.exec(`
      CREATE TABLE imported_masks (
        image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
        -- Lengths in pixels, row by row, outside and inside the defect by turns, the first outside.
        lengths TEXT NOT NULL CHECK (json_valid(lengths))
      ) STRICT;
    `);
  },
};

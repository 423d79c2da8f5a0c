import type { Migration } from '../migration';

/** A hash that near-duplicates share; images that are there already get theirs when near-duplicates are looked for. */
export const perceptualHashes: Migration = {
  version: 6,
  name: 'perceptual-hash',
  up(database) {
    database.exec(`
      -- 16 hex digits; NULL: not made yet; empty: the file could not be read.
      ALTER TABLE images ADD COLUMN perceptual_hash TEXT
        CHECK (length(perceptual_hash) IN (0, 16));
      CREATE INDEX images_unhashed ON images (id) WHERE perceptual_hash IS NULL AND excluded = 0;
    `);
  },
};

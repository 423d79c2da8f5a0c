import type { Migration } from '../migration';

/**
 * Keeping the collection: colour and hot-key of textures, textures that were merged into others, and gestures that
 * touch many images. Such a gesture is made in several transactions, and so is its undo: `undoing` and `redoing` say
 * that a part is done.
 */
export const collection: Migration = {
  version: 4,
  name: 'collection',
  up(database) {
    database.exec(`
      ALTER TABLE textures ADD COLUMN colour TEXT
        CHECK (colour GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]');
      ALTER TABLE textures ADD COLUMN hot_key TEXT CHECK (length(hot_key) = 1);
      -- A merged texture keeps its row: its name leads to the one that it was merged into, and undo brings it back.
      ALTER TABLE textures ADD COLUMN merged_into INTEGER REFERENCES textures (id);

      CREATE INDEX images_excluded ON images (id, name, texture_id, verdict) WHERE excluded = 1;

      CREATE TABLE gestures_of_many (
        id INTEGER PRIMARY KEY REFERENCES events (seq),
        -- Its last event.
        last_seq INTEGER NOT NULL,
        -- NULL: none, or more than one.
        image_id INTEGER,
        -- done can be undone, undone can be done again, gone was undone before something new was done.
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'gone', 'undoing', 'redoing'))
      ) STRICT;
      INSERT INTO gestures_of_many (id, last_seq, image_id, state)
        SELECT id, id, image_id, state FROM gestures;
      DROP TABLE gestures;
      ALTER TABLE gestures_of_many RENAME TO gestures;
      CREATE INDEX gestures_by_state ON gestures (state, id);
      CREATE INDEX gestures_by_image ON gestures (image_id) WHERE image_id IS NOT NULL;
    `);
  },
};

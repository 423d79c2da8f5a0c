import type { Migration } from '../migration';

/**
 * Who labelled and who reviewed each image, so that a second person reviews; and notes on images and ellipses. Of what
 * is there already the history says who. An ellipse's number in a note refers to nothing: the note outlives the ellipse,
 * and undo brings that back.
 */
export const reviews: Migration = {
  version: 11,
  name: 'reviews',
  up(database) {
    database.exec(`
      ALTER TABLE images ADD COLUMN labelled_by TEXT;
      ALTER TABLE images ADD COLUMN labelled_at TEXT;
      ALTER TABLE images ADD COLUMN reviewed_by TEXT;
      ALTER TABLE images ADD COLUMN reviewed_at TEXT;
      UPDATE images SET (labelled_by, labelled_at) = (
        SELECT who, at FROM events WHERE image_id = images.id AND kind IN (
          'label.set-verdict', 'label.add-ellipse', 'label.change-ellipse', 'label.delete-ellipses'
        ) ORDER BY seq DESC LIMIT 1
      ) WHERE verdict <> 'unlabelled';
      UPDATE images SET (reviewed_by, reviewed_at) = (
        SELECT who, at FROM events WHERE image_id = images.id AND kind = 'label.set-review'
        ORDER BY seq DESC LIMIT 1
      ) WHERE review <> 'labelled';

      -- Along these a page under any of the filters is found; see image-order.ts.
      CREATE INDEX images_sifted ON images (
        id, excluded, review, verdict, texture_id, labelled_by, labelled_at, added_at
      );
      CREATE INDEX images_by_labeller ON images (labelled_by) WHERE labelled_by IS NOT NULL;
      DROP INDEX images_by_name;
      CREATE INDEX images_by_name ON images (
        name, id, texture_id, verdict, excluded, review, labelled_by, labelled_at, added_at
      );

      CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        -- NULL: on the whole image.
        ellipse_id INTEGER,
        text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
        who TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX notes_by_image ON notes (image_id);
    `);
  },
};

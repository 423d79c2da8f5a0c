import type { Migration } from '../migration';

/**
 * Ellipses that a model proposes, apart from the labels, and for accepted ones on the ellipse itself: which run, trial
 * and score they come from, who accepted them and when. For the CHECK of `origin` see version 3.
 */
export const proposals: Migration = {
  version: 14,
  name: 'proposals',
  up(database) {
    database.exec(`
      CREATE TABLE proposals (
        -- Never given twice, and kept by undo and redo.
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        run TEXT NOT NULL,
        trial INTEGER NOT NULL CHECK (trial >= 1),
        model_sha256 TEXT NOT NULL,
        x REAL NOT NULL,
        y REAL NOT NULL,
        a REAL NOT NULL CHECK (a > 0),
        b REAL NOT NULL CHECK (b > 0),
        angle REAL NOT NULL,
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected'))
      ) STRICT;
      CREATE INDEX proposals_by_image ON proposals (image_id);

      ALTER TABLE ellipses ADD COLUMN new_origin TEXT NOT NULL DEFAULT 'drawn' CHECK (
        new_origin IN
          ('drawn', 'imported', 'fitted', 'generated', 'inscribed', 'accepted', 'edited')
      );
      UPDATE ellipses SET new_origin = origin;
      ALTER TABLE ellipses DROP COLUMN origin;
      ALTER TABLE ellipses RENAME COLUMN new_origin TO origin;
      ALTER TABLE ellipses ADD COLUMN proposal TEXT CHECK (json_valid(proposal));
    `);
  },
};

import type { Migration } from '../migration';

/**
 * The project itself: textures, images, ellipses, the audit trail, stored splits.
 *
 * `tallies` counts the images that are not excluded, by texture and verdict; triggers keep it, so that totals cost a
 * few rows and not a scan. `gestures` is an index over the label events (which can be undone, which done again); the
 * old and new labels themselves are read from `events`, which refuse to be changed.
 */
export const project: Migration = {
  version: 1,
  name: 'project',
  up(database) {
    database.exec(`
      CREATE TABLE project (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        uuid TEXT NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE textures (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
        -- Order of the class indices.
        position INTEGER NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL,
        format TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE images (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
        format TEXT NOT NULL CHECK (format IN ('png', 'jpeg', 'tiff', 'webp')),
        bytes INTEGER NOT NULL CHECK (bytes > 0),
        name TEXT NOT NULL,
        width INTEGER NOT NULL CHECK (width > 0),
        height INTEGER NOT NULL CHECK (height > 0),
        channels INTEGER NOT NULL CHECK (channels IN (1, 3)),
        bit_depth INTEGER NOT NULL CHECK (bit_depth IN (8, 16)),
        texture_id INTEGER NOT NULL REFERENCES textures (id),
        verdict TEXT NOT NULL CHECK (verdict IN ('unlabelled', 'ok', 'defective', 'unsure')),
        review TEXT NOT NULL CHECK (review IN ('labelled', 'reviewed', 'disputed')),
        excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded IN (0, 1)),
        -- Lot, part or camera: images of one group share a side of every split.
        group_name TEXT,
        source_id INTEGER NOT NULL REFERENCES sources (id),
        ellipses INTEGER NOT NULL DEFAULT 0 CHECK (ellipses >= 0),
        added_at TEXT NOT NULL,
        CHECK (verdict NOT IN ('ok', 'unlabelled') OR ellipses = 0)
      ) STRICT;
      CREATE INDEX images_shown ON images (id, name) WHERE excluded = 0;
      CREATE INDEX images_by_texture ON images (texture_id, id, name) WHERE excluded = 0;
      CREATE INDEX images_by_verdict ON images (verdict, id, name) WHERE excluded = 0;
      CREATE INDEX images_by_texture_verdict
        ON images (texture_id, verdict, id, name) WHERE excluded = 0;
      CREATE INDEX images_by_source ON images (source_id);
      CREATE INDEX images_by_group ON images (group_name) WHERE group_name IS NOT NULL;

      CREATE TABLE ellipses (
        -- Never given twice, and kept by undo and redo.
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        x REAL NOT NULL,
        y REAL NOT NULL,
        a REAL NOT NULL CHECK (a > 0),
        b REAL NOT NULL CHECK (b > 0),
        angle REAL NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('drawn', 'imported', 'fitted', 'generated')),
        -- Intersection over union with the mask that it was fitted to.
        fit_iou REAL CHECK (fit_iou BETWEEN 0 AND 1)
      ) STRICT;
      CREATE INDEX ellipses_by_image ON ellipses (image_id);

      CREATE TABLE tallies (
        texture_id INTEGER NOT NULL REFERENCES textures (id) ON DELETE CASCADE,
        verdict TEXT NOT NULL,
        images INTEGER NOT NULL,
        ellipses INTEGER NOT NULL,
        PRIMARY KEY (texture_id, verdict)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER tallies_after_insert AFTER INSERT ON images WHEN NEW.excluded = 0 BEGIN
        INSERT INTO tallies VALUES (NEW.texture_id, NEW.verdict, 1, NEW.ellipses)
        ON CONFLICT DO UPDATE SET images = images + 1, ellipses = ellipses + excluded.ellipses;
      END;
      CREATE TRIGGER tallies_after_delete AFTER DELETE ON images WHEN OLD.excluded = 0 BEGIN
        UPDATE tallies SET images = images - 1, ellipses = ellipses - OLD.ellipses
        WHERE texture_id = OLD.texture_id AND verdict = OLD.verdict;
      END;
      CREATE TRIGGER tallies_after_update
      AFTER UPDATE OF texture_id, verdict, excluded, ellipses ON images BEGIN
        UPDATE tallies SET images = images - 1, ellipses = ellipses - OLD.ellipses
        WHERE OLD.excluded = 0 AND texture_id = OLD.texture_id AND verdict = OLD.verdict;
        INSERT INTO tallies SELECT NEW.texture_id, NEW.verdict, 1, NEW.ellipses
        WHERE NEW.excluded = 0
        ON CONFLICT DO UPDATE SET images = images + 1, ellipses = ellipses + excluded.ellipses;
      END;

      CREATE TABLE events (
        -- Order is by number, never by clock; without gaps.
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        -- The first event of the gesture that this one belongs to.
        gesture INTEGER NOT NULL,
        kind TEXT NOT NULL,
        image_id INTEGER,
        old TEXT CHECK (old IS NULL OR json_valid(old)),
        new TEXT CHECK (new IS NULL OR json_valid(new)),
        -- SHA-256 chain, see event-queries.ts.
        prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
        hash TEXT NOT NULL CHECK (length(hash) = 64)
      ) STRICT;
      CREATE INDEX events_by_image ON events (image_id, seq) WHERE image_id IS NOT NULL;
      CREATE INDEX events_by_gesture ON events (gesture);
      CREATE TRIGGER events_refuse_update BEFORE UPDATE ON events BEGIN
        SELECT RAISE(ABORT, 'events are append-only');
      END;
      CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events BEGIN
        SELECT RAISE(ABORT, 'events are append-only');
      END;

      CREATE TABLE gestures (
        id INTEGER PRIMARY KEY REFERENCES events (seq),
        image_id INTEGER NOT NULL,
        -- done can be undone, undone can be done again, gone was undone before something new was done.
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'gone'))
      ) STRICT;
      CREATE INDEX gestures_by_state ON gestures (state, id);

      -- A batch counts once it is complete, so that a kill in the middle leaves no half-drawn split.
      CREATE TABLE split_batches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        split_seed INTEGER NOT NULL,
        trial INTEGER NOT NULL,
        -- NULL: training against test. Else the share of the training part that validates, in 1/1,000,000.
        validation_millionths INTEGER,
        images INTEGER NOT NULL,
        complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
        at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX split_batches_by_trial
        ON split_batches (split_seed, trial, validation_millionths);

      CREATE TABLE split_sides (
        batch_id INTEGER NOT NULL REFERENCES split_batches (id) ON DELETE CASCADE,
        image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        side TEXT NOT NULL CHECK (side IN ('training', 'validation', 'test')),
        PRIMARY KEY (batch_id, image_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX split_sides_by_image ON split_sides (image_id);
    `);
  },
};

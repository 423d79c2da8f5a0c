import type { Migration } from '../migration';

/**
 * What runs decided about images that they had not trained on, gathered from their kept logits when first asked for; what
 * supervisors ruled where a run and a label disagree; and filters with a name. A ruling keeps both opinions as they were,
 * so that it can be read when the label has changed and the run is gone.
 */
export const opinions: Migration = {
  version: 13,
  name: 'opinions',
  up(database) {
    database.exec(`
      CREATE TABLE run_opinions (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        -- No reference: an image may be purged.
        image_id INTEGER NOT NULL,
        -- Trials in which it was held out, and in how many of these it was called defective.
        trials INTEGER NOT NULL CHECK (trials > 0),
        defective_trials INTEGER NOT NULL,
        defective INTEGER NOT NULL CHECK (defective IN (0, 1)),
        -- Mean defect score over these trials.
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        PRIMARY KEY (run_seq, image_id)
      ) STRICT, WITHOUT ROWID;
      -- Whole once it says how many finished trials it was gathered from.
      CREATE TABLE gathered_opinions (
        run_seq INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE,
        trials INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE rulings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
        label_right INTEGER NOT NULL CHECK (label_right IN (0, 1)),
        note TEXT NOT NULL,
        who TEXT NOT NULL,
        at TEXT NOT NULL,
        -- The label at the time.
        verdict TEXT NOT NULL,
        ellipses INTEGER NOT NULL,
        labelled_by TEXT,
        labelled_at TEXT,
        -- The run's opinion at the time.
        run TEXT NOT NULL,
        defective INTEGER NOT NULL CHECK (defective IN (0, 1)),
        score REAL NOT NULL,
        trials INTEGER NOT NULL,
        defective_trials INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX rulings_by_image ON rulings (image_id);

      CREATE TABLE saved_filters (
        name TEXT PRIMARY KEY COLLATE NOCASE,
        filter TEXT NOT NULL CHECK (json_valid(filter)),
        saved_at TEXT NOT NULL,
        who TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};

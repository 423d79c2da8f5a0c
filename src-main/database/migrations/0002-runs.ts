import type { Migration } from '../migration';

/**
 * Runs and what they were made of and found. A run owns a frozen snapshot (`run_textures`, `run_images`, `run_sides`)
 * that later label changes do not touch; images are named by their hash, so that a purged image does not take the
 * history with it.
 */
export const runs: Migration = {
  version: 2,
  name: 'runs',
  up(database) {
    database.exec(`
      CREATE TABLE runs (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('teacher', 'student')),
        state TEXT NOT NULL CHECK (
          state IN ('preparing', 'running', 'done', 'interrupted', 'cancelled', 'failed')
        ),
        plan TEXT NOT NULL CHECK (json_valid(plan)),
        teacher_seq INTEGER REFERENCES runs (seq),
        created_at TEXT NOT NULL,
        started_at TEXT,
        ended_at TEXT,
        parameters INTEGER,
        device TEXT,
        message TEXT,
        -- NULL until the snapshot is complete: such a run is prepared anew when it is resumed.
        snapshot_hash TEXT,
        CHECK ((kind = 'student') = (teacher_seq IS NOT NULL))
      ) STRICT;
      CREATE INDEX runs_by_teacher ON runs (teacher_seq);

      CREATE TABLE run_textures (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (run_seq, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE run_images (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        image_id INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        name TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        channels INTEGER NOT NULL CHECK (channels IN (1, 3)),
        texture INTEGER NOT NULL,
        defective INTEGER NOT NULL CHECK (defective IN (0, 1)),
        ellipses TEXT NOT NULL CHECK (json_valid(ellipses)),
        PRIMARY KEY (run_seq, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE run_sides (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        trial INTEGER NOT NULL,
        position INTEGER NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('training', 'validation', 'test', 'none')),
        PRIMARY KEY (run_seq, trial, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE run_steps (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        trial INTEGER NOT NULL,
        iteration INTEGER NOT NULL,
        loss REAL NOT NULL,
        learning_rate REAL NOT NULL,
        PRIMARY KEY (run_seq, trial, iteration)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE run_evaluations (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        trial INTEGER NOT NULL,
        iteration INTEGER NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('validation', 'test')),
        accuracy REAL,
        textures TEXT NOT NULL CHECK (json_valid(textures)),
        PRIMARY KEY (run_seq, trial, iteration, side)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE run_trials (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        trial INTEGER NOT NULL,
        iterations INTEGER NOT NULL,
        convergence INTEGER NOT NULL,
        model_iteration INTEGER NOT NULL,
        model_file TEXT NOT NULL,
        model_sha256 TEXT NOT NULL,
        parameters INTEGER NOT NULL,
        accuracy REAL,
        done_at TEXT NOT NULL,
        PRIMARY KEY (run_seq, trial)
      ) STRICT, WITHOUT ROWID;

      -- logits: little-endian float32, patches row by row, 2T classes each.
      CREATE TABLE run_predictions (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        trial INTEGER NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('validation', 'test')),
        position INTEGER NOT NULL,
        logits BLOB NOT NULL,
        PRIMARY KEY (run_seq, trial, side, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE run_log (
        run_seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        at TEXT NOT NULL,
        message TEXT NOT NULL,
        PRIMARY KEY (run_seq, line)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};

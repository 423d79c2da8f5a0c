import type { Migration } from '../migration';

/**
 * Floors of the rates of each texture, and which trial's model is released. Promotions and ways back are rows that are
 * only added: the last one says by `stands` which promotion counts.
 */
export const releases: Migration = {
  version: 17,
  name: 'releases',
  up(database) {
    database.exec(`
      CREATE TABLE texture_floors (
        texture_id INTEGER PRIMARY KEY REFERENCES textures (id) ON DELETE CASCADE,
        tpr REAL CHECK (tpr BETWEEN 0 AND 1),
        tnr REAL CHECK (tnr BETWEEN 0 AND 1)
      ) STRICT;

      CREATE TABLE releases (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('promoted', 'returned')),
        -- The promotion that counts from here on; null where nothing is released.
        stands INTEGER REFERENCES releases (id),
        -- Of a promotion: the one that counted before, where the way back leads.
        before INTEGER REFERENCES releases (id),
        -- Of a promotion: what is released, and the figures it was checked with.
        run_seq INTEGER REFERENCES runs (seq),
        trial INTEGER CHECK (trial >= 1),
        model_sha256 TEXT,
        figures TEXT CHECK (json_valid(figures)),
        reason TEXT NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        CHECK (
          CASE kind
            WHEN 'promoted' THEN stands = id AND run_seq IS NOT NULL AND trial IS NOT NULL
              AND model_sha256 IS NOT NULL AND figures IS NOT NULL
            ELSE before IS NULL AND run_seq IS NULL AND trial IS NULL
              AND model_sha256 IS NULL AND figures IS NULL
          END
        )
      ) STRICT;
      CREATE INDEX releases_by_run ON releases (run_seq) WHERE run_seq IS NOT NULL;

      -- What verify holds the rows against.
      CREATE INDEX events_of_releases ON events (seq)
        WHERE kind IN ('floors.set', 'release.promoted', 'release.returned');
    `);
  },
};

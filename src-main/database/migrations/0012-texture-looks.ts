import type { Migration } from '../migration';

/** How the pictures of each texture are shown; a texture without a row as its files have it. */
export const textureLooks: Migration = {
  version: 12,
  name: 'texture-looks',
  up(database) {
    database.exec(`
      CREATE TABLE texture_looks (
        texture_id INTEGER PRIMARY KEY REFERENCES textures (id) ON DELETE CASCADE,
        look TEXT NOT NULL CHECK (json_valid(look)),
        set_at TEXT NOT NULL,
        who TEXT NOT NULL
      ) STRICT;
    `);
  },
};

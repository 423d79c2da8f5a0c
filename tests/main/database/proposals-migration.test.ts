import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/database/migrate';
import { proposals } from '../../../src-main/database/migrations/0014-proposals';
import { sqliteBinding, temporaryFolder } from '../temporary-project';

test('the migration to proposals keeps every ellipse, and lets in those that a model proposed', () => {
  const database = new Database(join(temporaryFolder(), 'project.db'), {
    nativeBinding: sqliteBinding(),
  });
  migrate(database, proposals.version - 1);
  database.exec(`
    INSERT INTO textures (name, position) VALUES ('felt', 0);
    INSERT INTO sources (path, format, at) VALUES ('/data', 'plain-folder', 't');
    INSERT INTO images (id, sha256, format, bytes, name, width, height, channels, bit_depth,
        texture_id, verdict, review, source_id, added_at)
      VALUES (1, '${'a'.repeat(64)}', 'png', 9, 'n', 8, 8, 1, 8, 1, 'defective', 'labelled', 1, 't');
    INSERT INTO ellipses (id, image_id, x, y, a, b, angle, origin, fit_iou)
      VALUES (1, 1, 1.5, 2.5, 3, 4, 0.1, 'fitted', 0.9), (2, 1, 1, 2, 3, 4, 0, 'inscribed', NULL);
  `);
  const shown = `SELECT id, image_id, x, y, a, b, angle, origin, fit_iou FROM ellipses`;
  const before = database.prepare(shown).all();
  expect(migrate(database, proposals.version)).toEqual([proposals.version]);
  expect(database.prepare(shown).all()).toEqual(before);
  const insert = database.prepare(
    `INSERT INTO ellipses (image_id, x, y, a, b, angle, origin, proposal)
     VALUES (1, 1, 1, 1, 1, 0, ?, ?)`,
  );
  insert.run('accepted', '{}');
  expect(() => insert.run('guessed', null)).toThrow('CHECK');
  expect(() => insert.run('edited', '{')).toThrow('CHECK');
  database.close();
});

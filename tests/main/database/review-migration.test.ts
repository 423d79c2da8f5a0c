import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/database/migrate';
import { sqliteBinding, temporaryFolder } from '../temporary-project';

test('migrations to 11 keep images, and say from the history who labelled and who reviewed them', () => {
  const database = new Database(join(temporaryFolder(), 'project.db'), {
    nativeBinding: sqliteBinding(),
  });
  migrate(database, 10);
  const hash = '0'.repeat(64);
  database.exec(`
    INSERT INTO textures (name, position) VALUES ('felt', 0);
    INSERT INTO sources (path, format, at) VALUES ('/data', 'plain-folder', 't');
    INSERT INTO images (sha256, format, bytes, name, width, height, channels, bit_depth, texture_id,
      verdict, review, source_id, added_at)
    VALUES ('${'a'.repeat(64)}', 'png', 9, 'felt/1.png', 8, 8, 1, 8, 1, 'ok', 'reviewed', 1, 't'),
           ('${'b'.repeat(64)}', 'png', 9, 'felt/2.png', 8, 8, 1, 8, 1, 'ok', 'labelled', 1, 't'),
           ('${'c'.repeat(64)}', 'png', 9, 'felt/3.png', 8, 8, 1, 8, 1, 'unlabelled', 'labelled', 1, 't');
    INSERT INTO events (seq, at, who, gesture, kind, image_id, prev_hash, hash)
      VALUES (1, 't1', 'Import', 1, 'image.added', 1, '${hash}', '${hash}'),
             (2, 't2', 'Kim', 2, 'label.set-verdict', 1, '${hash}', '${hash}'),
             (3, 't3', 'Lee', 3, 'label.set-review', 1, '${hash}', '${hash}'),
             (4, 't4', 'Kim', 4, 'label.set-verdict', 3, '${hash}', '${hash}');
  `);
  const before = database.prepare('SELECT * FROM images ORDER BY id').all();
  expect(migrate(database, 11)).toEqual([11]);
  expect(database.prepare('SELECT * FROM images ORDER BY id').all()).toMatchObject(
    before as object[],
  );
  expect(
    database
      .prepare('SELECT labelled_by, labelled_at, reviewed_by, reviewed_at FROM images ORDER BY id')
      .raw()
      .all(),
  ).toEqual([
    ['Kim', 't2', 'Lee', 't3'],
    [null, null, null, null],
    [null, null, null, null],
  ]);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
});

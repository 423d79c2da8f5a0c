import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../src-main/database/migrate';
import { sqliteBinding, temporaryFolder } from '../temporary-project';

test('migrations to 13 keep images and runs, and refuse opinions that are none', () => {
  const database = new Database(join(temporaryFolder(), 'project.db'), {
    nativeBinding: sqliteBinding(),
  });
  migrate(database, 12);
  database.exec(`
    INSERT INTO textures (name, position) VALUES ('felt', 0);
    INSERT INTO sources (path, format, at) VALUES ('/data', 'plain-folder', 't');
    INSERT INTO images (sha256, format, bytes, name, width, height, channels, bit_depth, texture_id,
      verdict, review, source_id, added_at, labelled_by, labelled_at)
    VALUES ('${'a'.repeat(64)}', 'png', 9, 'felt/1.png', 8, 8, 1, 8, 1, 'ok', 'labelled', 1, 't', 'Kim', 't2');
    INSERT INTO runs (seq, id, kind, state, plan, created_at)
      VALUES (1, 'r1', 'teacher', 'done', '{}', 't');
  `);
  const rows = (): unknown[] =>
    ['images', 'runs'].map((table) => database.prepare(`SELECT * FROM ${table}`).all());
  const before = rows();
  expect(migrate(database, 13)).toEqual([13]);
  expect(rows()).toEqual(before);
  database.exec('INSERT INTO run_opinions VALUES (1, 1, 2, 1, 1, 0.75)');
  expect(() => database.exec('INSERT INTO run_opinions VALUES (1, 2, 2, 1, 1, 1.5)')).toThrow(
    'CHECK constraint failed',
  );
  expect(() => database.exec('INSERT INTO run_opinions VALUES (1, 2, 0, 0, 0, 0.5)')).toThrow(
    'CHECK constraint failed',
  );
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
});

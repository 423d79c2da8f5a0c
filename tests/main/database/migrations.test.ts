import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  migrate,
  migrations,
  newestVersion,
  userVersion,
} from '../../../src-main/database/migrate';
import { sqliteBinding, temporaryFolder } from '../temporary-project';

const folder = join(import.meta.dirname, '../../../src-main/database/migrations');

function emptyDatabase(): Database.Database {
  return new Database(join(temporaryFolder(), 'project.db'), { nativeBinding: sqliteBinding() });
}

describe('the migrations', () => {
  test('are the files of their folder, numbered without gaps', () => {
    const files = readdirSync(folder).sort();
    const names = migrations.map(
      ({ version, name }) => `${String(version).padStart(4, '0')}-${name}.ts`,
    );
    expect(names).toEqual(files);
    expect(migrations.map(({ version }) => version)).toEqual(files.map((_, index) => index + 1));
    expect(newestVersion).toBe(files.length);
  });

  test('bring a database up one step at a time, and pass over what is done', () => {
    const database = emptyDatabase();
    for (const { version } of migrations) {
      expect(migrate(database, version)).toEqual([version]);
      expect(userVersion(database)).toBe(version);
      expect(migrate(database, version)).toEqual([]);
    }
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  });

  test('keep the rows of version 1 as they were', () => {
    const database = emptyDatabase();
    migrate(database, 1);
    database.exec(`
      INSERT INTO textures (name, position) VALUES ('felt', 0);
      INSERT INTO sources (path, format, at) VALUES ('/data', 'plain-folder', 't');
      INSERT INTO images (sha256, format, bytes, name, width, height, channels, bit_depth, texture_id,
        verdict, review, source_id, ellipses, added_at)
      VALUES ('${'a'.repeat(64)}', 'png', 9, 'felt/1.png', 8, 8, 1, 8, 1, 'defective', 'labelled', 1, 1, 't');
      INSERT INTO ellipses (image_id, x, y, a, b, angle, origin) VALUES (1, 4, 4, 2, 1, 0.5, 'drawn');
    `);
    const everything = (): unknown[] =>
      ['textures', 'sources', 'images', 'ellipses', 'tallies'].map((table) =>
        database.prepare(`SELECT * FROM ${table}`).all(),
      );
    const before = everything();
    migrate(database);
    // Columns may have come; what was there stays.
    expect(everything()).toMatchObject(before);
    database.close();
  });

  test('to 3 keep every origin and format, and let in inscribed ellipses and BMP, nothing else', () => {
    const database = emptyDatabase();
    migrate(database, 2);
    database.exec(`
      INSERT INTO textures (name, position) VALUES ('felt', 0);
      INSERT INTO sources (path, format, at) VALUES ('/data', 'plain-folder', 't');
    `);
    const addImage = (id: number, format: string): unknown =>
      database
        .prepare(
          `INSERT INTO images (id, sha256, format, bytes, name, width, height, channels, bit_depth, texture_id,
             verdict, review, source_id, ellipses, added_at)
           VALUES (?, ?, ?, 9, 'felt/1', 8, 8, 1, 8, 1, 'defective', 'labelled', 1, 1, 't')`,
        )
        .run(id, String(id).repeat(64), format);
    const addEllipse = (imageId: number, origin: string): unknown =>
      database
        .prepare(
          'INSERT INTO ellipses (image_id, x, y, a, b, angle, origin, fit_iou) VALUES (?, 4, 4, 2, 1, 0.5, ?, 0.25)',
        )
        .run(imageId, origin);
    ['png', 'jpeg', 'tiff', 'webp'].forEach((format, i) => addImage(i + 1, format));
    ['drawn', 'imported', 'fitted', 'generated'].forEach((origin, i) => addEllipse(i + 1, origin));
    const everything = (): unknown =>
      ['images', 'ellipses', 'tallies'].map((table) =>
        database.prepare(`SELECT * FROM ${table}`).all(),
      );
    const before = everything();
    expect(migrate(database, 3)).toEqual([3]);
    expect(everything()).toEqual(before);
    addImage(5, 'bmp');
    addEllipse(5, 'inscribed');
    expect(() => addImage(6, 'gif')).toThrow('CHECK constraint failed');
    expect(() => addEllipse(5, 'guessed')).toThrow('CHECK constraint failed');
    database.pragma('foreign_keys = ON');
    database.exec('DELETE FROM images WHERE id = 1');
    expect(database.prepare('SELECT count(*) FROM ellipses').pluck().get()).toBe(4);
    expect(database.prepare('SELECT sum(images) FROM tallies').pluck().get()).toBe(4);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  });

  test('to 4 keep textures and gestures, and let in merged textures and gestures of many images', () => {
    const database = emptyDatabase();
    migrate(database, 3);
    const hash = '0'.repeat(64);
    database.exec(`
      INSERT INTO textures (name, position) VALUES ('felt', 0), ('weave', 1);
      INSERT INTO events (seq, at, who, gesture, kind, image_id, prev_hash, hash)
        VALUES (1, 't', 'w', 1, 'label.set-verdict', 7, '${hash}', '${hash}'),
               (2, 't', 'w', 2, 'label.set-verdict', 8, '${hash}', '${hash}');
      INSERT INTO gestures (id, image_id, state) VALUES (1, 7, 'done'), (2, 8, 'undone');
    `);
    expect(migrate(database, 4)).toEqual([4]);
    expect(database.prepare('SELECT * FROM textures').all()).toEqual([
      { id: 1, name: 'felt', position: 0, colour: null, hot_key: null, merged_into: null },
      { id: 2, name: 'weave', position: 1, colour: null, hot_key: null, merged_into: null },
    ]);
    expect(database.prepare('SELECT * FROM gestures').all()).toEqual([
      { id: 1, last_seq: 1, image_id: 7, state: 'done' },
      { id: 2, last_seq: 2, image_id: 8, state: 'undone' },
    ]);
    database.exec(`
      UPDATE textures SET merged_into = 1, colour = '#00ff7a', hot_key = 'F' WHERE id = 2;
      UPDATE gestures SET state = 'undoing', image_id = NULL WHERE id = 1;
    `);
    const colour = database.prepare('UPDATE textures SET colour = ? WHERE id = 1');
    for (const wrong of ['red', '#00ff7', '#00FF7A', '#00ff7aa']) {
      expect(() => colour.run(wrong)).toThrow('CHECK constraint failed');
    }
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  });

  test('to 6 keep images, which have no perceptual hash yet', () => {
    const database = emptyDatabase();
    migrate(database, 5);
    database.exec(`
      INSERT INTO textures (name, position) VALUES ('felt', 0);
      INSERT INTO sources (path, format, at) VALUES ('/data', 'plain-folder', 't');
      INSERT INTO images (sha256, format, bytes, name, width, height, channels, bit_depth, texture_id,
        verdict, review, source_id, added_at)
      VALUES ('${'a'.repeat(64)}', 'png', 9, 'felt/1.png', 8, 8, 1, 8, 1, 'ok', 'labelled', 1, 't');
    `);
    const before = database.prepare('SELECT * FROM images').get() as object;
    expect(migrate(database, 6)).toEqual([6]);
    expect(database.prepare('SELECT * FROM images').get()).toEqual({
      ...before,
      perceptual_hash: null,
    });
    const set = database.prepare('UPDATE images SET perceptual_hash = ?');
    for (const hash of ['0123456789abcdef', '']) set.run(hash);
    expect(() => set.run('0123')).toThrow('CHECK constraint failed');
    database.close();
  });

  test('to 8 keep every run, and let in runs that wait or are paused, in an order', () => {
    const database = emptyDatabase();
    migrate(database, 7);
    for (const state of ['preparing', 'running', 'done', 'interrupted', 'cancelled', 'failed']) {
      database
        .prepare(
          `INSERT INTO runs (id, kind, state, plan, created_at) VALUES (?, 'teacher', ?, '{}', 't')`,
        )
        .run(state, state);
    }
    database.exec(`
      INSERT INTO runs (id, kind, state, plan, teacher_seq, created_at, message)
        VALUES ('student', 'student', 'done', '{}', 3, 't', 'm');
      INSERT INTO run_steps VALUES (3, 1, 1, 0.5, 0.001);
    `);
    const before = database.prepare('SELECT * FROM runs').all();
    expect(migrate(database, 8)).toEqual([8]);
    expect(database.prepare('SELECT * FROM runs').all()).toEqual(before);
    expect(database.prepare('SELECT count(*) FROM run_steps').pluck().get()).toBe(1);
    const set = database.prepare('UPDATE runs SET state = ? WHERE seq = 1');
    for (const state of ['waiting', 'paused']) set.run(state);
    expect(() => set.run('lost')).toThrow('CHECK constraint failed');
    database.pragma('foreign_keys = ON');
    database.exec(`
      INSERT INTO run_queue VALUES (1, 2), (2, 1);
      DELETE FROM runs WHERE seq = 2;
    `);
    expect(database.prepare('SELECT * FROM run_queue').all()).toEqual([{ run_seq: 1, place: 2 }]);
    expect(() => database.exec('INSERT INTO run_queue VALUES (99, 1)')).toThrow('FOREIGN KEY');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  });

  test('to the run’s page keep every run with its log, and let go of all with the run', () => {
    const database = emptyDatabase();
    const { version } = migrations.find(({ name }) => name === 'run-page') ?? { version: 0 };
    migrate(database, version - 1);
    database.exec(`
      INSERT INTO runs (seq, id, kind, state, plan, created_at)
      VALUES (1, 'r0001-teacher', 'teacher', 'done', '{}', 't');
      INSERT INTO run_log (run_seq, line, at, message) VALUES (1, 1, 't', 'done');
    `);
    const rows = (): unknown[] =>
      ['runs', 'run_log'].map((table) => database.prepare(`SELECT * FROM ${table}`).all());
    const before = rows();
    expect(migrate(database, version)).toEqual([version]);
    expect(rows()).toEqual(before);
    database.exec(`
      INSERT INTO run_notes VALUES (1, 'new lamp', 't', 'me');
      INSERT INTO run_starts (run_seq, start, at, environment) VALUES (1, 1, 't', '{}');
      INSERT INTO run_pace VALUES (1, 1, 10, 31.5, 1000);
    `);
    expect(() =>
      database.exec(`INSERT INTO run_starts (run_seq, start, at, environment)
        VALUES (1, 2, 't', 'no JSON')`),
    ).toThrow('CHECK constraint failed');
    database.pragma('foreign_keys = ON');
    database.exec('DELETE FROM runs');
    for (const table of ['run_notes', 'run_starts', 'run_pace']) {
      expect(database.prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
    }
    database.close();
  });

  test('leave a whole version where one of them fails', () => {
    const database = emptyDatabase();
    migrate(database, 1);
    // The next migration wants to make this table itself.
    database.exec('CREATE TABLE runs (x)');
    expect(() => migrate(database)).toThrow('already exists');
    expect(userVersion(database)).toBe(1);
    const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE name LIKE 'run%'`).all();
    expect(tables).toEqual([{ name: 'runs' }]);
    database.close();
  });

  test('to 5 keep every image, and go through their names in order under any filter', () => {
    const database = emptyDatabase();
    migrate(database, 4);
    database.exec(`
      INSERT INTO textures (name, position) VALUES ('felt', 0), ('weave', 1);
      INSERT INTO sources (path, format, at) VALUES ('/data', 'plain-folder', 't');
    `);
    for (const [id, name] of ['c', 'a', 'b', 'a'].entries()) {
      database
        .prepare(
          `INSERT INTO images (sha256, format, bytes, name, width, height, channels, bit_depth,
             texture_id, verdict, review, source_id, added_at)
           VALUES (?, 'png', 9, ?, 8, 8, 1, 8, ?, 'ok', 'labelled', 1, 't')`,
        )
        .run(String(id).repeat(64), name, 1 + (id % 2));
    }
    const before = database.prepare('SELECT * FROM images').all();
    expect(migrate(database, 5)).toEqual([5]);
    expect(database.prepare('SELECT * FROM images').all()).toEqual(before);
    const inOrder = `SELECT id FROM images INDEXED BY images_by_name
      WHERE excluded = 0 AND texture_id = 2 ORDER BY name, id`;
    expect(database.prepare(inOrder).pluck().all()).toEqual([2, 4]);
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${inOrder}`).all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SCAN images USING COVERING INDEX images_by_name',
    ]);
    database.close();
  });

  test('to 9 keep runs, and let in plans whose names differ in more than case', () => {
    const database = emptyDatabase();
    migrate(database, 8);
    database.exec(`
      INSERT INTO runs (seq, id, kind, state, plan, created_at)
        VALUES (1, 'r0001-teacher', 'teacher', 'done', '{}', 't');
    `);
    const before = database.prepare('SELECT * FROM runs').all();
    expect(migrate(database, 9)).toEqual([9]);
    expect(database.prepare('SELECT * FROM runs').all()).toEqual(before);
    const insert = database.prepare(
      "INSERT INTO saved_plans (name, plan, saved_at, who) VALUES (?, '{}', 't', 'w')",
    );
    insert.run('Ours');
    insert.run('Theirs');
    expect(() => insert.run('OURS')).toThrow('UNIQUE');
    database.close();
  });

  test('to 12 keep textures, and let in one look of each', () => {
    const database = emptyDatabase();
    migrate(database, 11);
    database.exec("INSERT INTO textures (name, position) VALUES ('felt', 0)");
    const before = database.prepare('SELECT * FROM textures').all();
    expect(migrate(database, 12)).toEqual([12]);
    expect(database.prepare('SELECT * FROM textures').all()).toEqual(before);
    const insert = database.prepare(
      "INSERT INTO texture_looks (texture_id, look, set_at, who) VALUES (1, ?, 't', 'w')",
    );
    insert.run('{}');
    expect(() => insert.run('{}')).toThrow('UNIQUE');
    database.close();
  });
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, migrations } from '../../../src-main/database/migrate';
import { sqliteBinding, temporaryFolder } from '../temporary-project';

describe('the migration', () => {
  test('to releases keeps every row, and lets in whole promotions, ways back and floors within 0 and 1 alone', () => {
    const database = new Database(join(temporaryFolder(), 'project.db'), {
      nativeBinding: sqliteBinding(),
    });
    const { version } = migrations.find(({ name }) => name === 'releases') ?? { version: 0 };
    migrate(database, version - 1);
    database.pragma('foreign_keys = ON');
    database.exec(`
      INSERT INTO textures (id, name, position) VALUES (1, 'Steel', 0);
      INSERT INTO runs (seq, id, kind, state, plan, created_at)
      VALUES (1, 'r0001-teacher', 'teacher', 'done', '{}', 't');
      INSERT INTO run_thresholds VALUES (1, 0.2, 0.4, 'by-hand', '{}', 't', 'me');
    `);
    const rows = () =>
      ['textures', 'runs', 'run_thresholds'].map((table) =>
        database.prepare(`SELECT * FROM ${table}`).all(),
      );
    const before = rows();
    expect(migrate(database, version)).toEqual([version]);
    expect(rows()).toEqual(before);

    const floor = (tpr: number | null): void => {
      database.prepare('INSERT OR REPLACE INTO texture_floors VALUES (1, ?, NULL)').run(tpr);
    };
    floor(0.95);
    expect(() => floor(95)).toThrow('CHECK constraint failed');

    const release = (values: string): void => {
      database.exec(
        `INSERT INTO releases (id, kind, stands, before, run_seq, trial, model_sha256, figures,
           reason, at, who) VALUES (${values}, '', 't', 'me')`,
      );
    };
    release(`1, 'promoted', 1, NULL, 1, 1, 'aa', '{}'`);
    release(`2, 'promoted', 2, 1, 1, 2, 'bb', '{}'`);
    release(`3, 'returned', 1, NULL, NULL, NULL, NULL, NULL`);
    release(`4, 'returned', NULL, NULL, NULL, NULL, NULL, NULL`);
    // A promotion without its figures, one that stands for another, a way back with a model of its own.
    expect(() => release(`5, 'promoted', 5, 1, 1, 1, 'aa', NULL`)).toThrow('CHECK constraint');
    expect(() => release(`5, 'promoted', 1, 1, 1, 1, 'aa', '{}'`)).toThrow('CHECK constraint');
    expect(() => release(`5, 'returned', 1, NULL, 1, 1, 'aa', '{}'`)).toThrow('CHECK constraint');
    expect(() => release(`5, 'promoted', 5, 9, 1, 1, 'aa', '{}'`)).toThrow('FOREIGN KEY');
    expect(() => database.exec('DELETE FROM runs')).toThrow('FOREIGN KEY');
    database.close();
  });
});

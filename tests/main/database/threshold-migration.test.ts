import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, migrations } from '../../../src-main/database/migrate';
import { sqliteBinding, temporaryFolder } from '../temporary-project';

describe('the migration', () => {
  test('to thresholds keep every run, let in pairs in order alone, and let go of them with the run', () => {
    const database = new Database(join(temporaryFolder(), 'project.db'), {
      nativeBinding: sqliteBinding(),
    });
    const { version } = migrations.find(({ name }) => name === 'run-thresholds') ?? { version: 0 };
    migrate(database, version - 1);
    database.exec(`
      INSERT INTO runs (seq, id, kind, state, plan, created_at)
      VALUES (1, 'r0001-teacher', 'teacher', 'done', '{}', 't');
    `);
    const before = database.prepare('SELECT * FROM runs').all();
    expect(migrate(database, version)).toEqual([version]);
    expect(database.prepare('SELECT * FROM runs').all()).toEqual(before);
    const insert = (lower: number, upper: number, placed: string): void => {
      database
        .prepare(`INSERT OR REPLACE INTO run_thresholds VALUES (1, ?, ?, ?, '{}', 't', 'me')`)
        .run(lower, upper, placed);
    };
    insert(0, 1, 'by-hand');
    insert(0.4, 0.4, 'by-cost');
    expect(() => insert(0.5, 0.4, 'by-cost')).toThrow('CHECK constraint failed');
    expect(() => insert(-0.1, 0.4, 'by-cost')).toThrow('CHECK constraint failed');
    expect(() => insert(0.1, 0.4, 'by-luck')).toThrow('CHECK constraint failed');
    database.pragma('foreign_keys = ON');
    database.exec('DELETE FROM runs');
    expect(database.prepare('SELECT * FROM run_thresholds').all()).toEqual([]);
    database.close();
  });
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, migrations } from '../../../src-main/database/migrate';
import { sqliteBinding, temporaryFolder } from '../temporary-project';

describe('the migration', () => {
  test('to imported masks keeps every image, lets in a mask each, and lets go of it with the image', () => {
    const database = new Database(join(temporaryFolder(), 'project.db'), {
      nativeBinding: sqliteBinding(),
    });
    const { version } = migrations.find(({ name }) => name === 'imported-masks') ?? { version: 0 };
    migrate(database, version - 1);
    database.exec(`
      INSERT INTO textures (id, name, position) VALUES (1, 'felt', 0);
      INSERT INTO sources (id, path, format, at) VALUES (1, '/s', 'masks', 't');
      INSERT INTO images (id, sha256, format, bytes, name, width, height, channels, bit_depth,
        texture_id, verdict, review, source_id, added_at)
      VALUES (1, '${'a'.repeat(64)}', 'png', 1, 'a.png', 4, 4, 1, 8, 1, 'ok', 'labelled', 1, 't');
    `);
    const before = database.prepare('SELECT * FROM images').all();
    expect(migrate(database, version)).toEqual([version]);
    expect(database.prepare('SELECT * FROM images').all()).toEqual(before);
    const insert = database.prepare('INSERT INTO imported_masks (image_id, lengths) VALUES (?, ?)');
    expect(() => insert.run(1, 'no list')).toThrow('CHECK constraint failed');
    insert.run(1, '[1,2]');
    expect(() => insert.run(1, '[1,3]')).toThrow('UNIQUE constraint failed');
    database.pragma('foreign_keys = ON');
    expect(() => insert.run(2, '[1,2]')).toThrow('FOREIGN KEY constraint failed');
    database.exec('DELETE FROM images');
    expect(database.prepare('SELECT * FROM imported_masks').all()).toEqual([]);
    database.close();
  });
});

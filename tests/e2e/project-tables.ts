import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src-main/database/open-database';
import { tablesHash } from '../main/tables-hash';
import { nativeParts } from './window';

/** Of all rows as they are, read from a copy: the window holds the project itself. */
export function projectTables(project: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ellipsight-e2e-'));
  try {
    const file = join(folder, 'project.db');
    for (const ending of ['', '-wal']) {
      const source = join(project, `project.db${ending}`);
      if (existsSync(source)) copyFileSync(source, `${file}${ending}`);
    }
    const { sqliteBinding } = nativeParts();
    const database = openDatabase(file, { sqliteBinding, create: false, owner: () => '' });
    try {
      return tablesHash(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { createHash } from 'node:crypto';
import type { ReadableDatabase } from '../../src-main/database/database';

/** Every row of every table. */
export function tablesHash(database: ReadableDatabase): string {
  const hash = createHash('sha256');
  const tables = database
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    )
    .all();
  for (const { name } of tables) {
    hash.update(name);
    for (const row of database.prepare<[], object>(`SELECT * FROM "${name}"`).iterate()) {
      hash.update(JSON.stringify(row));
    }
  }
  return hash.digest('hex');
}

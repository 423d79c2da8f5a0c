import type BetterSqlite3 from 'better-sqlite3';
import type { Migration } from './migration';

/** Every migration in order: what lies in `migrations/` is what there is. */
export const migrations: readonly Migration[] = Object.values(
  import.meta.glob<Record<string, Migration>>('./migrations/*.ts', { eager: true }),
)
  .flatMap((module) => Object.values(module))
  .sort((a, b) => a.version - b.version);

/** The `user_version` that this program writes. */
export const newestVersion = migrations.length;

/**
 * Brings a database up to `target`, one transaction a step, so that a kill leaves a whole version.
 *
 * @returns the versions that were applied.
 */
export function migrate(
  database: BetterSqlite3.Database,
  target: number = newestVersion,
): readonly number[] {
  const applied: number[] = [];
  for (const migration of migrations) {
    if (migration.version > target || migration.version <= userVersion(database)) {
      continue;
    }
    database
      .transaction(() => {
        migration.up(database);
        database.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
    applied.push(migration.version);
  }
  return applied;
}

/** The schema version that the file says it has. */
export function userVersion(database: Pick<BetterSqlite3.Database, 'pragma'>): number {
  return Number(database.pragma('user_version', { simple: true }));
}

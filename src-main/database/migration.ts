import type BetterSqlite3 from 'better-sqlite3';

/** One numbered step of the schema; the file's name is `NNNN-name.ts`. */
export interface Migration {
  /** The `user_version` that the database has afterwards; 1-based, without gaps. */
  readonly version: number;
  readonly name: string;
  /** Runs inside a transaction that {@link migrate} opens; must not commit. */
  up(database: BetterSqlite3.Database): void;
}

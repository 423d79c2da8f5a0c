import type BetterSqlite3 from 'better-sqlite3';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** What a query that only reads asks for. */
export type ReadableDatabase = Pick<BetterSqlite3.Database, 'prepare' | 'pragma' | 'name'> & {
  readonly [readable]: true;
};

/** What a query that writes asks for; made by `openDatabase` alone. */
export type WritableDatabase = BetterSqlite3.Database &
  ReadableDatabase & { readonly [writable]: true };

type Statements = Map<string, BetterSqlite3.Statement<unknown[], unknown>>;

const statementsOf = new WeakMap<ReadableDatabase, Statements>();

/**
 * The prepared statement of `sql`, prepared once a connection. Only for fixed texts: each is kept until the
 * connection goes.
 *
 * `P` are the bound values and `R` is the row, as with better-sqlite3's own `prepare`: SQLite's types are known to the
 * text alone.
 */
export function statement<P extends unknown[], R = unknown>(
  database: ReadableDatabase,
  sql: string,
): BetterSqlite3.Statement<P, R> {
  let statements = statementsOf.get(database);
  if (statements === undefined) {
    statements = new Map();
    statementsOf.set(database, statements);
  }
  let prepared = statements.get(sql);
  if (prepared === undefined) {
    prepared = database.prepare<unknown[], unknown>(sql);
    statements.set(sql, prepared);
  }
  // The same statement under the types that its text gives it.
  return prepared as BetterSqlite3.Statement<P, R>;
}

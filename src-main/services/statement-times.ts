import { performance } from 'node:perf_hooks';
import type { WritableDatabase } from '../database/database';

/** One run of one statement. */
export interface StatementTime {
  readonly sql: string;
  readonly ms: number;
}

const timed = ['run', 'get', 'all'] as const;

/**
 * Times every statement that is prepared from now on: while one runs, main's loop stands still. For benchmarks alone.
 *
 * @returns what has run so far, in its order; it grows.
 */
export function timeStatements(database: WritableDatabase): readonly StatementTime[] {
  const times: StatementTime[] = [];
  const prepare = database.prepare.bind(database);
  const prepareTimed = (sql: string): unknown => {
    const statement = prepare(sql);
    for (const name of timed) {
      const run = statement[name].bind(statement);
      Object.defineProperty(statement, name, {
        value: (...values: unknown[]): unknown => {
          const start = performance.now();
          try {
            return run(...values);
          } finally {
            times.push({ sql, ms: performance.now() - start });
          }
        },
      });
    }
    return statement;
  };
  Object.defineProperty(database, 'prepare', { value: prepareTimed });
  return times;
}

import { saidFailure } from '../../src-shared/sentences/english';
import type { WritableDatabase } from './database';

/** The result code of an SQLite error such as `SQLITE_FULL`; null for anything else. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return null;
  }
  return error.code.startsWith('SQLITE_') ? error.code : null;
}

/**
 * What an SQLite error means to the user, as an {@link ExpectedFailure}; the error itself where it is a bug.
 *
 * @param file the database's file, named in the sentence.
 */
export function expectedSqliteFailure(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  if (code === null) {
    return error;
  }
  if (code === 'SQLITE_FULL') {
    return saidFailure('disk-full', 'databaseDiskFull', { file });
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return saidFailure('read-only', 'databaseReadOnly');
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return saidFailure('project-damaged', 'databaseDamaged', {
      file,
      finding: error instanceof Error ? error.message : code,
    });
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return saidFailure('project-damaged', 'databaseUnreachable', { file, code });
  }
  return error;
}

/** Runs `work` in one transaction, takes it back whole where it throws, and says in plain words why. */
export function inTransaction<T>(database: WritableDatabase, work: () => T): T {
  try {
    return database.transaction(work).immediate();
  } catch (error) {
    throw expectedSqliteFailure(error, database.name);
  }
}

import { ExpectedFailure } from '../../src-shared/ipc/failure';
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
    return new ExpectedFailure(
      'disk-full',
      `The disk that holds ${file} is full; the change was not made.`,
      'Free some space, then do it again.',
    );
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return new ExpectedFailure(
      'read-only',
      'The project can only be read; the change was not made.',
      'Copy the project to a folder that can be written.',
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new ExpectedFailure(
      'project-damaged',
      `${file} is damaged (${error instanceof Error ? error.message : code}).`,
      'Keep the file, and open a backup of the project.',
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new ExpectedFailure(
      'project-damaged',
      `${file} could not be read or written (${code}); the change was not made.`,
      'Check the disk and the connection to it.',
    );
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

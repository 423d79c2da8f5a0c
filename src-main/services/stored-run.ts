import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ReadableDatabase } from '../database/database';
import { findRun, type StoredRun } from '../database/run-queries';

/**
 * The run of an id that somebody gave.
 *
 * @throws ExpectedFailure `not-found`
 */
export function storedRun(database: ReadableDatabase, id: string): StoredRun {
  const run = findRun(database, id);
  if (run === null) {
    throw new ExpectedFailure(
      'not-found',
      `There is no run ${id} in this project.`,
      'The runs are listed by "info" and in the training view.',
    );
  }
  return run;
}

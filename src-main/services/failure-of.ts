import { ExpectedFailure, type Failure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';

/**
 * What ended long work, as the window shows it.
 *
 * @param report told of an error that nobody expected
 */
export function failureOf(error: unknown, report: (error: unknown) => void): Failure {
  if (error instanceof ExpectedFailure) return error.failure;
  report(error);
  const detail = error instanceof Error ? error.message : String(error);
  return saidFailure('interrupted', 'ownError', { detail }).failure;
}

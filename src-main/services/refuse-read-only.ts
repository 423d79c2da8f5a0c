import { saidFailure } from '../../src-shared/sentences/english';

/**
 * Refuses a change of a project whose folder cannot be written.
 *
 * @param consequence end of the sentence, without its full stop, e.g. `nothing was imported`.
 * @throws ExpectedFailure `read-only`.
 */
export function refuseReadOnly(
  { folder, readOnly }: { readonly folder: string; readonly readOnly: boolean },
  consequence: string,
  advice = 'Copy the project to a folder that can be written.',
): void {
  if (readOnly) {
    throw saidFailure('read-only', 'projectCannotBeWritten', { folder, consequence, advice });
  }
}

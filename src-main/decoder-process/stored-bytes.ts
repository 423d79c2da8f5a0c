import { ExpectedFailure } from '../../src-shared/ipc/failure';

/** @throws ExpectedFailure `project-damaged` where a file's bytes are not those that were written down. */
export function refuseOtherBytes(found: string, expected: string, file: string): void {
  if (found !== expected) {
    throw new ExpectedFailure(
      'project-damaged',
      `${file} has changed since it was imported: its bytes do not give the hash ${expected}.`,
      'Import the image again from its source, which puts the file right; its labels stay.',
    );
  }
}

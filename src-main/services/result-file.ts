import { dirname } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { writeDurably } from '../decoder-process/durable-file';
import { exists } from './placed-file';

/**
 * Writes a file that the user asked for, whole or not at all.
 *
 * @param path absolute.
 * @throws ExpectedFailure `bad-input` where its folder is missing or it cannot be written, `disk-full`.
 */
export async function writeResult(path: string, content: string | Buffer): Promise<void> {
  const folder = dirname(path);
  if (!(await exists(folder))) {
    throw new ExpectedFailure('bad-input', `There is no folder ${folder} to write into.`);
  }
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    await writeDurably(path, bytes, folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') {
      throw new ExpectedFailure('disk-full', `There is no room left to write ${path}.`);
    }
    if (code !== undefined) {
      throw new ExpectedFailure('bad-input', `${path} could not be written (${code}).`);
    }
    throw error;
  }
}

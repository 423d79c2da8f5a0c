import { dirname } from 'node:path';
import { saidFailure } from '../../src-shared/sentences/english';
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
    throw saidFailure('bad-input', 'noResultFolder', { folder });
  }
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    await writeDurably(path, bytes, folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') {
      throw saidFailure('disk-full', 'resultDiskFull', { path });
    }
    if (code !== undefined) {
      throw saidFailure('bad-input', 'resultNotWritten', { path, code });
    }
    throw error;
  }
}

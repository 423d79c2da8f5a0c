import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';
import { maxImageBytes } from './image-limits';

export interface ImageBytes {
  readonly bytes: Buffer;
  readonly sha256: string;
}

const megabyte = 1024 * 1024;

/**
 * Reads a regular file whole, once: what is hashed, decoded and stored are the same bytes, whatever happens to the file
 * meanwhile.
 *
 * @throws ExpectedFailure `bad-input` whose message is the reason alone, without the file's name.
 */
export async function readImageFile(file: string): Promise<ImageBytes> {
  const bytes = await readBounded(file);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function readBounded(file: string): Promise<Buffer> {
  // NONBLOCK, so that opening a pipe does not wait for a writer for ever.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(
    (error: unknown) => {
      throw unreadable(error);
    },
  );
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) {
      throw saidFailure('bad-input', 'fileNotRegular');
    }
    if (stats.size === 0) {
      throw saidFailure('bad-input', 'fileEmpty');
    }
    if (stats.size > maxImageBytes) {
      throw new ExpectedFailure(
        'bad-input',
        `has ${Math.ceil(stats.size / megabyte)} MB; at most ${maxImageBytes / megabyte} MB are read`,
      );
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function unreadable(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return saidFailure('bad-input', 'fileGone');
    case 'EACCES':
    case 'EPERM':
      return saidFailure('bad-input', 'fileForbidden');
    case 'EISDIR':
      return saidFailure('bad-input', 'fileIsFolder');
    case 'ELOOP':
      return saidFailure('bad-input', 'fileLinksToItself');
    case 'EIO':
      return saidFailure('bad-input', 'fileUnreadable');
    default:
      return error;
  }
}

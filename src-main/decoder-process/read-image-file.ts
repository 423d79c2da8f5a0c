import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
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
      throw new ExpectedFailure('bad-input', 'is not a regular file');
    }
    if (stats.size === 0) {
      throw new ExpectedFailure('bad-input', 'is empty');
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
      return new ExpectedFailure('bad-input', 'is not there');
    case 'EACCES':
    case 'EPERM':
      return new ExpectedFailure('bad-input', 'may not be read (permission denied)');
    case 'EISDIR':
      return new ExpectedFailure('bad-input', 'is a folder');
    case 'ELOOP':
      return new ExpectedFailure('bad-input', 'is a symbolic link that leads to itself');
    case 'EIO':
      return new ExpectedFailure('bad-input', 'could not be read from the disk');
    default:
      return error;
  }
}

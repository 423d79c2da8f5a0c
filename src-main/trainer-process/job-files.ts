import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { JobFile } from '../../src-shared/training/trainer-job';

/**
 * Absolute path of a file that a job names relative to its folder.
 *
 * @throws ExpectedFailure `bad-input` where the name leads out of the folder
 */
export function insideFolder(folder: string, file: string): string {
  const inside = normalize(file);
  if (isAbsolute(inside) || inside.startsWith('..') || file.includes('\0')) {
    throw new ExpectedFailure('bad-input', `The job names the file "${file}" outside its folder.`);
  }
  return join(folder, inside);
}

/** SHA-256 of a file's content, lower-case hex; null where there is no such file. */
export function fileHash(path: string): string | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return null;
    }
    throw error;
  }
  try {
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(2 ** 22);
    for (;;) {
      const got = readSync(file, chunk, 0, chunk.length, null);
      if (got === 0) {
        return hash.digest('hex');
      }
      hash.update(chunk.subarray(0, got));
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Path of a job's file after checking its content.
 *
 * @param what for the message, e.g. "pixel file"
 * @throws ExpectedFailure `bad-input` where it is missing or damaged
 */
export function verifiedFile(folder: string, { file, sha256 }: JobFile, what: string): string {
  const path = insideFolder(folder, file);
  const found = fileHash(path);
  if (found !== sha256) {
    throw new ExpectedFailure(
      'bad-input',
      found === null
        ? `The run's ${what} ${file} is missing.`
        : `The run's ${what} ${file} is damaged: its content does not match its hash.`,
      'Start the run again; the project itself is not touched.',
    );
  }
  return path;
}

import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { writeWhole } from './whole-transfers';

/**
 * Writes a file so that it exists whole or not at all, also after a power cut: temporary file beside it, fsync,
 * rename, fsync of the folder.
 *
 * @param chunks written one after the other
 * @returns SHA-256 of the content, lower-case hex
 * @throws ExpectedFailure `disk-full`; the old file, if any, is then untouched
 */
export function writeDurably(path: string, chunks: Iterable<Uint8Array>): string {
  const temporary = `${path}.${process.pid}.tmp`;
  const hash = createHash('sha256');
  try {
    const file = openSync(temporary, 'w');
    try {
      for (const chunk of chunks) {
        hash.update(chunk);
        writeWhole(file, chunk);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      throw new ExpectedFailure(
        'disk-full',
        `The disk is full: ${path} could not be written.`,
        'Free some space, then resume the run.',
      );
    }
    throw error;
  }
  syncFolder(dirname(path));
  return hash.digest('hex');
}

/** Makes a folder and those above it where they are missing; returns once their names are durable. */
export function makeFolderDurably(folder: string): void {
  const firstMade = mkdirSync(folder, { recursive: true });
  if (firstMade === undefined) {
    return;
  }
  // A folder's name lies in its parent.
  for (let made = folder; ; made = dirname(made)) {
    syncFolder(dirname(made));
    if (made === firstMade || made === dirname(made)) {
      return;
    }
  }
}

/** Makes renames and deletions inside a folder durable; does nothing where the system has no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') {
    return;
  }
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

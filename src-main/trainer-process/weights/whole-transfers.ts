import { readSync, writeSync } from 'node:fs';

// One system call takes at most 2 GiB, and may move less than it was asked for.
const largestTransfer = 2 ** 30;

/**
 * Fills `target` from a file.
 *
 * @param position byte of the file to start at
 * @throws RangeError where the file ends before
 */
export function readWhole(file: number, target: Uint8Array, position: number): void {
  for (let at = 0; at < target.length;) {
    const wanted = Math.min(largestTransfer, target.length - at);
    const got = readSync(file, target, at, wanted, position + at);
    if (got === 0) {
      throw new RangeError('The file ends before what should be read.');
    }
    at += got;
  }
}

/** Writes all of `bytes` at the file's present end or position. */
export function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(file, bytes, at, Math.min(largestTransfer, bytes.length - at));
  }
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, link, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { growingFile, nameDurably, syncFolder } from '../decoder-process/durable-file';

/** Whether there is anything at the path. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** How large a file is, bytes; null where there is none. */
export async function fileBytes(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** SHA-256 of a file, hex, read piece by piece. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Gives a file that never changes a second name, or a durable copy where the file system has no hard links or the
 * places lie on two of them.
 */
export async function linkOrCopy(source: string, target: string): Promise<void> {
  await rm(target, { force: true });
  try {
    await link(source, target);
    await syncFolder(dirname(target));
  } catch {
    const temporary = await growingFile(dirname(target));
    await copyFile(source, temporary);
    const handle = await open(temporary, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await nameDurably(temporary, target);
  }
}

import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

let growing = 0;

/**
 * Puts bytes under a name such that the name never shows anything but the whole content, also after a power cut:
 * growing file → fsync → rename → fsync of the folder.
 *
 * @param growingIn folder on the same disk in which the file grows.
 */
export async function writeDurably(
  file: string,
  bytes: Uint8Array,
  growingIn: string,
): Promise<void> {
  const temporary = await growingFile(growingIn);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await nameDurably(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A name in `folder` that no other process or call uses. */
export async function growingFile(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  growing += 1;
  return join(folder, `${process.pid}-${Date.now()}-${growing}`);
}

/** Renames a synced file to its final name, and makes the name durable. */
export async function nameDurably(temporary: string, file: string): Promise<void> {
  const folder = dirname(file);
  const firstMade = await mkdir(folder, { recursive: true });
  await rename(temporary, file);
  await syncFolder(folder);
  if (firstMade !== undefined) {
    // The folder's own name lies in its parent.
    await syncFolder(dirname(folder));
  }
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') {
    // Folders cannot be opened there; NTFS journals its names.
    return;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

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
  await makeFolderDurably(folder);
  growing += 1;
  return join(folder, `${process.pid}-${Date.now()}-${growing}`);
}

/** Renames a synced file to its final name, and makes the name durable. */
export async function nameDurably(temporary: string, file: string): Promise<void> {
  const folder = dirname(file);
  await makeFolderDurably(folder);
  await rename(temporary, file);
  await syncFolder(folder);
}

/** Folders whose own name this process knows to be durable. */
const durableFolders = new Set<string>();

/**
 * Makes a folder and those above it where they are missing; returns once their names are durable.
 *
 * @returns the first folder that had to be made; null where all were there.
 */
export async function makeFolderDurably(folder: string): Promise<string | null> {
  const firstMade = await mkdir(folder, { recursive: true });
  if (firstMade !== undefined) {
    // A folder's name lies in its parent.
    for (const made of foldersUpTo(folder, firstMade)) {
      await syncFolder(dirname(made));
    }
  } else if (!durableFolders.has(folder)) {
    // Another process may have made it a moment ago. A parent that may not be read is none of ours.
    await syncFolder(dirname(folder)).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EACCES')) {
        throw error;
      }
    });
  }
  durableFolders.add(folder);
  return firstMade ?? null;
}

function foldersUpTo(folder: string, top: string): readonly string[] {
  return folder === top || folder === dirname(folder)
    ? [folder]
    : [folder, ...foldersUpTo(dirname(folder), top)];
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

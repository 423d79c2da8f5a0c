import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { syncFolder } from '../decoder-process/durable-file';
import { ExportFolder } from '../services/export-folder';
import { exists } from '../services/placed-file';
import type { OpenProject } from '../services/project-service';

/**
 * Makes a new file, whole or not at all: it grows in a folder beside its place.
 *
 * @param path absolute
 * @throws ExpectedFailure `bad-input` where something is there, or nothing can be written there
 */
export async function asNewFile<T>(
  project: OpenProject,
  path: string,
  write: (file: string) => Promise<T>,
): Promise<T> {
  if (path.startsWith(`${project.folder}${sep}`)) {
    throw refused(`${path} lies in the project itself`, 'Choose a place outside of it.');
  }
  if (await exists(path)) throw refused(`${path} exists already`, 'Choose another name.');
  const growing = join(dirname(path), `.${basename(path)}.growing-${process.pid}-${Date.now()}`);
  await mkdir(growing).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw refused(`${dirname(path)} cannot be written into (${code})`, 'Choose another folder.');
  });
  try {
    const file = join(growing, basename(path));
    const result = await write(file);
    await synced(file);
    await rename(file, path);
    await syncFolder(dirname(path));
    return result;
  } finally {
    await rm(growing, { recursive: true, force: true });
  }
}

/**
 * Makes a new folder, whole or not at all.
 *
 * @param path absolute; does not exist yet, or is an empty folder
 * @throws ExpectedFailure as `ExportFolder.begin`
 */
export async function asNewFolder<T>(
  project: OpenProject,
  path: string,
  write: (folder: ExportFolder) => Promise<T>,
): Promise<T> {
  const folder = await ExportFolder.begin(path, project.folder);
  try {
    const result = await write(folder);
    await folder.finish();
    return result;
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

async function synced(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function refused(what: string, next: string): ExpectedFailure {
  return new ExpectedFailure('bad-input', `${what}; nothing was written.`, next);
}

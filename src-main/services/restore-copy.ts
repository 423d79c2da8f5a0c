import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { RestoredCopy } from '../../src-shared/ipc/backup-views';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { SkippedFile } from '../../src-shared/ipc/views';
import { storedImagesAfter, type StoredImageRow } from '../database/image-queries';
import { openDatabase } from '../database/open-database';
import { storedImagePath } from '../decoder-process/image-paths';
import { backupsFolder } from './backup-list';
import { ExportFolder } from './export-folder';
import type { IntakeHooks } from './intake-loop';
import { exists, fileSha256 } from './placed-file';
import type { ProjectDeps } from './project-service';
import { chosenBackup, preparedCopy } from './restore-service';

/** Rows that are read at a time. */
const chunkRows = 500;

/**
 * Makes a new project from a backup, with copies of the images and runs that the old project has; the old one stays as it
 * is, and may be open. The new folder comes to be whole or not at all.
 *
 * @param path the project's folder.
 * @param from a backup's file; null takes the newest that is whole.
 * @param target a folder that does not exist yet, or is empty.
 * @throws ExpectedFailure `not-found` without a good backup, `bad-input` for a damaged `from` or a taken target,
 *   `disk-full`, `cancelled`; nothing has been written then.
 */
export async function restoreCopy(
  path: string,
  from: string | null,
  target: string,
  deps: Pick<ProjectDeps, 'sqliteBinding' | 'author' | 'now'>,
  { onProgress, signal }: IntakeHooks,
): Promise<RestoredCopy> {
  const given = resolve(path);
  const project = basename(given) === 'project.db' ? dirname(given) : given;
  const { backup } = await chosenBackup(project, from, deps.sqliteBinding);
  const out = resolve(target);
  const folder = await ExportFolder.begin(out, project);
  try {
    const database = await folder.place('project.db');
    const { temporary, events } = await preparedCopy(dirname(database), backup, deps);
    await rename(temporary, database);
    await rm(backupsFolder(dirname(database)), { recursive: true, force: true });
    const images = storedImages(database, deps.sqliteBinding);
    const runs = await filesBelow(join(project, 'runs'), 'runs');
    const total = images.length + runs.length;
    const missing: SkippedFile[] = [];
    let done = 0;
    const tell = (): void => {
      if (signal.cancelled) {
        throw new ExpectedFailure('cancelled', 'The restoring was stopped; nothing was written.');
      }
      done += 1;
      onProgress({ done, total, perSecond: null, remainingSeconds: null });
    };
    for (const row of images) {
      const problem = await copyImage(project, row, folder);
      if (problem !== null) missing.push({ file: row.name, reason: problem });
      tell();
    }
    for (const file of runs) {
      await folder.copy(join(project, ...file.split('/')), file);
      tell();
    }
    await folder.finish();
    const copied = images.length - missing.length;
    return { project: out, from: backup, events, images: copied, missing };
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

/** Every image that the database names, excluded ones too. */
function storedImages(file: string, sqliteBinding: string): readonly StoredImageRow[] {
  const database = openDatabase(file, { sqliteBinding, create: false, owner: () => '' });
  try {
    const rows: StoredImageRow[] = [];
    for (;;) {
      const chunk = storedImagesAfter(database, rows.at(-1)?.id ?? 0, chunkRows);
      if (chunk.length === 0) return rows;
      rows.push(...chunk);
    }
  } finally {
    database.close();
  }
}

/** @returns why the image is not in the copy; null where it is. */
async function copyImage(
  project: string,
  { sha256, format }: StoredImageRow,
  folder: ExportFolder,
): Promise<string | null> {
  const file = storedImagePath(join(project, 'images'), sha256, format);
  if (!(await exists(file))) {
    return `${file} is not there`;
  }
  const relative = storedImagePath('images', sha256, format).split('\\').join('/');
  const copy = await folder.copy(file, relative);
  if ((await fileSha256(copy)) === sha256) {
    return null;
  }
  await rm(copy, { force: true });
  return `${file} has changed since it was imported`;
}

/** Paths of all files below a folder, with `/`; none where it does not exist. */
async function filesBelow(folder: string, path: string): Promise<readonly string[]> {
  if (!(await exists(folder))) {
    return [];
  }
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) files.push(...(await filesBelow(join(folder, entry.name), below)));
    else if (entry.isFile()) files.push(below);
  }
  return files;
}

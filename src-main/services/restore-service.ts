import { copyFile, link, open, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { Restored } from '../../src-shared/ipc/backup-views';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';
import { appendEvent } from '../database/event-queries';
import { openDatabase } from '../database/open-database';
import { ownerPhrase } from '../database/owner-note';
import { inTransaction, sqliteCode } from '../database/sqlite-failure';
import { growingFile, makeFolderDurably, syncFolder } from '../decoder-process/durable-file';
import { backupsFolder, growingBackups, listBackups } from './backup-list';
import { checkBackup } from './backup-service';
import { breakSeal } from './database-seal';
import { projectDatabase, projectFolder, type ProjectDeps } from './project-service';

/**
 * Puts a backup in the place of a project's database. The database that was there is kept, whatever its state; images
 * and runs stay as they are. A kill at any moment leaves the old database or the new one in place.
 *
 * @param from a backup's file; null takes the newest that is whole.
 * @throws ExpectedFailure `not-found` without a project or a good backup, `bad-input` for a damaged `from`,
 *   `project-in-use`, `disk-full`, `read-only`; nothing has changed then.
 */
export async function restoreProject(
  path: string,
  from: string | null,
  deps: Pick<ProjectDeps, 'sqliteBinding' | 'author' | 'now'>,
): Promise<Restored> {
  const folder = projectFolder(path);
  const file = projectDatabase(folder);
  if ((await sizeOf(folder)) === null) {
    throw new ExpectedFailure('not-found', `There is no project ${folder}.`);
  }
  refuseInUse(folder, file, deps.sqliteBinding);
  try {
    const { backup, passedOver } = await chosenBackup(folder, from, deps.sqliteBinding);
    const { temporary, events } = await preparedCopy(folder, backup, deps);
    const kept = await keepDamaged(folder, file, (deps.now ?? (() => new Date()))());
    await breakSeal(file);
    await rename(temporary, file);
    await syncFolder(folder);
    return { project: folder, from: backup, events, passedOver, kept };
  } catch (error) {
    throw expectedFileFailure(error, folder);
  } finally {
    await rm(growingBackups(folder), { recursive: true, force: true });
  }
}

/** Somebody who has the project open would go on writing into the database that is moved away. */
function refuseInUse(folder: string, file: string, sqliteBinding: string): void {
  let database: Database.Database | null = null;
  try {
    // For reading alone, which leaves the damaged file and its journal as they are.
    database = new Database(file, { nativeBinding: sqliteBinding, timeout: 250, readonly: true });
    database.pragma('user_version');
  } catch (error) {
    // Whatever else is wrong with it is why it is restored.
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) {
      throw saidFailure('project-in-use', 'restoreInUse', { folder, owner: ownerPhrase(folder) });
    }
  } finally {
    database?.close();
  }
}

/** The backup to restore: `from`, or the newest that is whole. @throws ExpectedFailure `not-found` */
export async function chosenBackup(
  folder: string,
  from: string | null,
  sqliteBinding: string,
): Promise<{ readonly backup: string; readonly passedOver: Restored['passedOver'] }> {
  if (from !== null) {
    const backup = resolve(from);
    if ((await sizeOf(backup)) === null) {
      throw new ExpectedFailure('not-found', `There is no file ${backup}; nothing was restored.`);
    }
    return { backup, passedOver: [] };
  }
  const passedOver: { file: string; reason: string }[] = [];
  for (const { file } of listBackups(folder)) {
    const check = checkBackup(file, sqliteBinding);
    if (check.kind === 'good') {
      return { backup: file, passedOver };
    }
    passedOver.push({ file, reason: check.reason });
  }
  throw new ExpectedFailure(
    'not-found',
    passedOver.length === 0
      ? `There is no backup in ${backupsFolder(folder)}; nothing was restored.`
      : `None of the ${passedOver.length} backups in ${backupsFolder(folder)} can be used; nothing was restored.`,
    'Give a backup from elsewhere with --from.',
  );
}

/** A copy of the backup, checked, brought up to the newest schema, with the event that tells of the restoring; durable. */
export async function preparedCopy(
  folder: string,
  backup: string,
  deps: Pick<ProjectDeps, 'sqliteBinding' | 'author' | 'now'>,
): Promise<{ readonly temporary: string; readonly events: number }> {
  const { sqliteBinding, author } = deps;
  const temporary = await growingFile(growingBackups(folder));
  await copyFile(backup, temporary);
  const check = checkBackup(temporary, sqliteBinding);
  if (check.kind === 'bad') {
    throw new ExpectedFailure(
      'bad-input',
      `${backup} ${check.reason}; nothing was restored.`,
      'Choose another backup.',
    );
  }
  const database = openDatabase(temporary, { sqliteBinding, create: false, owner: () => '' });
  let events: number;
  try {
    events = inTransaction(database, () =>
      appendEvent(database, {
        at: (deps.now ?? (() => new Date()))().toISOString(),
        who: author,
        gesture: null,
        kind: 'project.restored',
        imageId: null,
        old: null,
        new: { backup: basename(backup), events: check.events },
      }),
    );
  } finally {
    // Brings the journal into the file and deletes it.
    database.close();
  }
  const handle = await open(temporary, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { temporary, events };
}

/**
 * Gives the database a second name among the backups, then takes its journal away: an old journal beside the new
 * database would be played into it.
 */
async function keepDamaged(folder: string, file: string, now: Date): Promise<string | null> {
  const journals = ['-wal', '-shm', '-journal'];
  const isThere = async (path: string): Promise<boolean> => (await sizeOf(path)) !== null;
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  let kept = join(backupsFolder(folder), `replaced-${time}`);
  for (let more = 2; await isThere(kept); more += 1) {
    kept = join(backupsFolder(folder), `replaced-${time}-${more}`);
  }
  for (const ending of ['', ...journals]) {
    if (await isThere(`${file}${ending}`)) {
      await makeFolderDurably(kept);
      const target = join(kept, `project.db${ending}`);
      // Where the file system has no hard links, a copy.
      await link(`${file}${ending}`, target).catch(() => copyFile(`${file}${ending}`, target));
      await syncFolder(kept);
    }
  }
  // A journal may have outlived its database.
  for (const ending of journals) {
    await rm(`${file}${ending}`, { force: true });
  }
  await syncFolder(folder);
  return (await isThere(file)) ? join(kept, 'project.db') : null;
}

async function sizeOf(file: string): Promise<number | null> {
  const stats = await stat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  return stats?.size ?? null;
}

function expectedFileFailure(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC') {
    return saidFailure('disk-full', 'restoreDiskFull', { folder });
  }
  if (code === 'EROFS' || code === 'EACCES') {
    return saidFailure('read-only', 'restoreNotWritten', { folder });
  }
  return error;
}

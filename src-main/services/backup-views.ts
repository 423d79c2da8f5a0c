import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { BackupView } from '../../src-shared/ipc/backup-views';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { listBackups, type Backup } from './backup-list';
import { backUp, checkBackup, type BackupSource } from './backup-service';
import { refuseReadOnly } from './refuse-read-only';

/** The backups of a project, newest first, whether it is open, closed or damaged. */
export function backupViews(path: string): readonly BackupView[] {
  const given = resolve(path);
  const folder = basename(given) === 'project.db' ? dirname(given) : given;
  return listBackups(folder).map(viewOf);
}

/**
 * The file of a project's backup by its number, so that no path comes from the window.
 *
 * @throws ExpectedFailure `not-found`
 */
export function backupFile(folder: string, number: number): string {
  const found = listBackups(folder).find((backup) => backup.number === number);
  if (found === undefined) {
    throw new ExpectedFailure(
      'not-found',
      `There is no backup ${number} of ${folder} any more.`,
      'Choose another one.',
    );
  }
  return found.file;
}

/**
 * Backs the open project up and reads the copy through.
 *
 * @throws ExpectedFailure `read-only`, `disk-full`; `project-damaged` where the copy shows that the database is.
 */
export async function backUpNow(
  source: BackupSource & { readonly readOnly: boolean },
): Promise<BackupView & { readonly events: number }> {
  refuseReadOnly(source, 'no backup was made', 'Copy the whole folder instead.');
  const backup = await backUp(source);
  const check = checkBackup(backup.file, source.sqliteBinding);
  if (check.kind === 'bad') {
    throw new ExpectedFailure(
      'project-damaged',
      `The backup ${backup.file} ${check.reason}: the database itself is damaged.`,
      'Verify the project, and restore an older backup.',
    );
  }
  return { ...viewOf(backup), events: check.events };
}

function viewOf({ file, number, at, schema }: Backup): BackupView {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return { file, number, at: at.toISOString(), schema, bytes };
}

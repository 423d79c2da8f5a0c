import { rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { WritableDatabase } from '../database/database';
import { newestVersion, userVersion } from '../database/migrate';
import { applicationId } from '../database/open-database';
import { expectedSqliteFailure, sqliteCode } from '../database/sqlite-failure';
import { growingFile, nameDurably } from '../decoder-process/durable-file';
import {
  backupName,
  backupsFolder,
  growingBackups,
  listBackups,
  outlivedBackups,
  type Backup,
} from './backup-list';

/** What a backup is made of and with. */
export interface BackupSource {
  /** The project's folder. */
  readonly folder: string;
  readonly database: WritableDatabase;
  readonly sqliteBinding: string;
  readonly now: () => Date;
}

const underWay = new WeakMap<WritableDatabase, Promise<Backup>>();

/**
 * Copies the database into `backups/` while work goes on, a few pages at a time; then deletes those that have become too
 * many for their age. What is written meanwhile is in the copy. Images are not copied: they never change.
 *
 * @throws ExpectedFailure `disk-full`; the backups are then as before.
 */
export function backUp(source: BackupSource): Promise<Backup> {
  const running = underWay.get(source.database);
  if (running !== undefined) {
    return running;
  }
  const made = copyDatabase(source).finally(() => underWay.delete(source.database));
  underWay.set(source.database, made);
  return made;
}

/** Resolves when no backup of this database is under way. */
export async function backupsEnded(database: WritableDatabase): Promise<void> {
  // Its failure is its caller's.
  await underWay.get(database)?.catch(() => undefined);
}

async function copyDatabase({
  folder,
  database,
  sqliteBinding,
  now,
}: BackupSource): Promise<Backup> {
  const growing = growingBackups(folder);
  // Left by a process that was killed while it copied.
  await rm(growing, { recursive: true, force: true });
  const temporary = await growingFile(growing);
  try {
    await database.backup(temporary);
    closeJournal(temporary, sqliteBinding);
    return await place(folder, temporary, userVersion(database), now());
  } catch (error) {
    throw expectedSqliteFailure(error, backupsFolder(folder));
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Copies a database that is about to be migrated, at once: nobody works on it yet.
 *
 * @throws ExpectedFailure `disk-full`, and the database is as before.
 */
export async function backUpBeforeMigration(
  folder: string,
  file: string,
  { sqliteBinding, now }: Pick<BackupSource, 'sqliteBinding' | 'now'>,
): Promise<Backup | null> {
  if (!(await headerAsksForMigration(file))) {
    return null;
  }
  const database = new Database(file, { nativeBinding: sqliteBinding, timeout: 250 });
  try {
    // As at every opening: the first reader is the only one, and no shared file is left behind.
    database.pragma('locking_mode = EXCLUSIVE');
    const schema = userVersion(database);
    const ours = Number(database.pragma('application_id', { simple: true })) === applicationId;
    if (!ours || schema === 0 || schema >= newestVersion) {
      return null;
    }
    const temporary = await growingFile(growingBackups(folder));
    try {
      database.prepare('VACUUM INTO ?').run(temporary);
      return await place(folder, temporary, schema, now());
    } finally {
      await rm(temporary, { force: true });
    }
  } catch (error) {
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) {
      // Opening it will say who has it.
      return null;
    }
    throw expectedSqliteFailure(error, file);
  } finally {
    database.close();
  }
}

/** Offset of `user_version` in the header of an SQLite file (fileformat2.html, 1.3). */
const userVersionOffset = 60;

/** Whether the file is a database with an older schema; looked up without SQLite, to cost an opening nothing. */
async function headerAsksForMigration(file: string): Promise<boolean> {
  const header = Buffer.alloc(100);
  const handle = await open(file, 'r');
  try {
    const { bytesRead } = await handle.read(header, 0, header.length, 0);
    const version = header.readUInt32BE(userVersionOffset);
    return (
      bytesRead === header.length &&
      header.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
      version > 0 &&
      version < newestVersion
    );
  } finally {
    await handle.close();
  }
}

/** Makes the copy one file that can be read wherever it lies; a WAL database needs files beside it. */
function closeJournal(file: string, sqliteBinding: string): void {
  const copy = new Database(file, { nativeBinding: sqliteBinding });
  try {
    copy.pragma('locking_mode = EXCLUSIVE');
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** fsync → rename → fsync of the folder, then the thinning. */
async function place(folder: string, temporary: string, schema: number, at: Date): Promise<Backup> {
  const handle = await open(temporary, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const named = { number: (listBackups(folder)[0]?.number ?? 0) + 1, at, schema };
  const file = join(backupsFolder(folder), backupName(named));
  await nameDurably(temporary, file);
  for (const outlived of outlivedBackups(listBackups(folder), at)) {
    rmSync(outlived.file, { force: true });
  }
  return { ...named, file };
}

/** What a file turned out to hold. */
export type BackupCheck =
  | { readonly kind: 'good'; readonly schema: number; readonly events: number }
  | { readonly kind: 'bad'; readonly reason: string };

/**
 * Reads a copy of a database through: SQLite's quick check, whose it is, its version and its rows. Reading alone.
 *
 * @param file without a journal beside it, as {@link backUp} leaves it.
 */
export function checkBackup(file: string, sqliteBinding: string): BackupCheck {
  let database: Database.Database | null = null;
  try {
    database = new Database(file, {
      nativeBinding: sqliteBinding,
      readonly: true,
      fileMustExist: true,
    });
    const finding = String(database.pragma('quick_check(1)', { simple: true }));
    if (finding !== 'ok') {
      return { kind: 'bad', reason: `is damaged: ${finding}` };
    }
    if (Number(database.pragma('application_id', { simple: true })) !== applicationId) {
      return { kind: 'bad', reason: 'is not the database of an Ellipsight project' };
    }
    const schema = userVersion(database);
    if (schema > newestVersion) {
      return { kind: 'bad', reason: `was written by a newer Ellipsight (schema ${schema})` };
    }
    if (database.prepare('SELECT id FROM project').get() === undefined) {
      return { kind: 'bad', reason: 'holds no project' };
    }
    const row = database
      .prepare<[], { events: number | null }>('SELECT MAX(seq) AS events FROM events')
      .get();
    return { kind: 'good', schema, events: row?.events ?? 0 };
  } catch (error) {
    if (error instanceof Database.SqliteError) {
      return { kind: 'bad', reason: `cannot be read (${error.message})` };
    }
    throw error;
  } finally {
    database?.close();
  }
}

/** The newest backup that is whole; null where there is none. */
export function newestGoodBackup(folder: string, sqliteBinding: string): Backup | null {
  return (
    listBackups(folder).find(({ file }) => checkBackup(file, sqliteBinding).kind === 'good') ?? null
  );
}

/** A failure to open a damaged project, with its newest good backup offered where there is one. */
export function withBackupOffered(error: unknown, folder: string, sqliteBinding: string): unknown {
  if (
    !(error instanceof ExpectedFailure) ||
    (error.failure.kind !== 'project-damaged' && error.failure.kind !== 'not-found')
  ) {
    return error;
  }
  const backup = newestGoodBackup(folder, sqliteBinding);
  if (backup === null) {
    return error;
  }
  const { kind, message } = error.failure;
  return new ExpectedFailure(
    kind,
    message,
    `Its newest good backup is of ${momentText(backup.at)}: "ellipsight restore ${folder}" puts it in place, and keeps the damaged file.`,
  );
}

/** "2026-11-23 15:44 UTC". */
export function momentText(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

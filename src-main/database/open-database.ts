import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import type { ExpectedFailure } from '../../src-shared/ipc/failure';
import { saidFailure } from '../../src-shared/sentences/english';
import type { WritableDatabase } from './database';
import { migrate, newestVersion, userVersion } from './migrate';
import { expectedSqliteFailure, sqliteCode } from './sqlite-failure';

/** Marks the file as ours ("Elps"). */
export const applicationId = 0x456c7073;

/** Above this a quick check would keep the user waiting at every opening; `verify` checks such files. */
const quickCheckLimitBytes = 64 * 1024 * 1024;

/** How long to wait for another process that holds the database, milliseconds. */
const busyTimeoutMs = 250;

export interface OpenDatabaseOptions {
  /** better-sqlite3's compiled part. */
  readonly sqliteBinding: string;
  /** Makes the file where it is missing; without it a missing file is `not-found`. */
  readonly create: boolean;
  /** Who has the database, as far as known, e.g. " by process 4711 on HALL-3"; only informative. */
  readonly owner: () => string;
}

/**
 * Opens a project's database under an exclusive lock, with every setting that durability hangs on, brought up to the
 * newest schema.
 *
 * WAL databases are reopened with `synchronous=NORMAL` whatever the connection that made them had said, and NORMAL
 * loses acknowledged commits in a power cut: hence FULL at every opening, read back.
 *
 * @throws ExpectedFailure `not-found`, `project-in-use`, `project-newer`, `project-damaged`, `bad-input` (a database
 *   of another program), `disk-full`.
 */
export function openDatabase(file: string, options: OpenDatabaseOptions): WritableDatabase {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? null;
  if (size === null && !options.create) {
    throw saidFailure('not-found', 'noDatabase', { file });
  }
  const database = connect(file, options);
  try {
    // EXCLUSIVE comes before anything else is read: it makes the first reader the only one, and keeps the index of
    // the WAL in memory, so that a kill leaves no shared file behind.
    set(database, 'locking_mode', 'EXCLUSIVE', 'exclusive');
    set(database, 'trusted_schema', 'OFF', 0);
    set(database, 'foreign_keys', 'ON', 1);
    // Takes the lock now, and not at the first write.
    database.exec('BEGIN IMMEDIATE; COMMIT');
    refuseForeign(database, file, size === null || size === 0);
    set(database, 'journal_mode', 'WAL', 'wal');
    set(database, 'synchronous', 'FULL', 2);
    if (size === null || size === 0) {
      database.pragma(`application_id = ${applicationId}`);
    }
    if (size !== null && size <= quickCheckLimitBytes) {
      quickCheck(database, file);
    }
    migrate(database);
    // The one place where a connection becomes a project's database.
    return database as WritableDatabase;
  } catch (error) {
    database.close();
    throw inUse(error, file, options) ?? expectedSqliteFailure(error, file);
  }
}

export interface DatabaseCopy {
  /** Refuses every change. */
  readonly database: WritableDatabase;
  /** Closes it and deletes the copy. */
  close(): void;
}

/**
 * Opens a copy of a database that cannot be written where it lies: SQLite itself cannot open a WAL database on such a
 * medium, since it would have to write beside it.
 *
 * @throws ExpectedFailure as {@link openDatabase}; `project-in-use` where somebody who can write has it open.
 */
export function openCopy(file: string, options: Omit<OpenDatabaseOptions, 'create'>): DatabaseCopy {
  refuseOpenElsewhere(file, { ...options, create: false });
  const folder = mkdtempSync(join(tmpdir(), 'ellipsight-'));
  try {
    const copy = join(folder, basename(file));
    for (const ending of ['', '-wal']) {
      if (existsSync(`${file}${ending}`)) {
        copyFileSync(`${file}${ending}`, `${copy}${ending}`);
        chmodSync(`${copy}${ending}`, 0o600);
      }
    }
    const database = openDatabase(copy, { ...options, create: false });
    set(database, 'query_only', 'ON', 1);
    return {
      database,
      close: () => {
        database.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A copy of what somebody is writing could be torn. */
function refuseOpenElsewhere(file: string, options: OpenDatabaseOptions): void {
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { nativeBinding: options.sqliteBinding, readonly: true });
    database.pragma('user_version');
  } catch (error) {
    // Whatever else stands in the way stands in the way of SQLite alone; the copy will tell.
    const taken = inUse(error, file, options);
    if (taken !== null) {
      throw taken;
    }
  } finally {
    database?.close();
  }
}

function connect(file: string, options: OpenDatabaseOptions): Database.Database {
  try {
    return new Database(file, {
      nativeBinding: options.sqliteBinding,
      timeout: busyTimeoutMs,
      fileMustExist: !options.create,
    });
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_CANTOPEN') {
      throw saidFailure('not-found', 'databaseNotOpened', { file });
    }
    throw inUse(error, file, options) ?? expectedSqliteFailure(error, file);
  }
}

function inUse(
  error: unknown,
  file: string,
  { owner }: OpenDatabaseOptions,
): ExpectedFailure | null {
  const code = sqliteCode(error);
  if (code === null || !(code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))) {
    return null;
  }
  return saidFailure('project-in-use', 'projectInUse', { file, owner: owner() });
}

/** Sets a pragma and reads it back: SQLite passes over what it cannot do without a word. */
function set(
  database: Database.Database,
  pragma: string,
  value: string,
  expected: string | number,
): void {
  database.pragma(`${pragma} = ${value}`);
  const found = database.pragma(pragma, { simple: true });
  if (found !== expected) {
    throw new Error(
      `${database.name}: ${pragma} is ${String(found)} after being set to ${value}; the file system may not support it.`,
    );
  }
}

function refuseForeign(database: Database.Database, file: string, isNew: boolean): void {
  if (isNew) {
    return;
  }
  const id = Number(database.pragma('application_id', { simple: true }));
  if (id !== applicationId) {
    throw saidFailure('bad-input', 'foreignDatabase', { file });
  }
  const version = userVersion(database);
  if (version > newestVersion) {
    throw saidFailure('project-newer', 'projectNewer', { file, version, newest: newestVersion });
  }
}

/** SQLite's own check, stopped at the first finding. */
function quickCheck(database: Database.Database, file: string): void {
  const finding = String(database.pragma('quick_check(1)', { simple: true }));
  if (finding !== 'ok') {
    throw saidFailure('project-damaged', 'databaseDamaged', { file, finding });
  }
}

import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { ProjectSummary } from '../../src-shared/ipc/views';
import { saidFailure } from '../../src-shared/sentences/english';
import type { ChildLauncher } from '../children/child-channel';
import type { WritableDatabase } from '../database/database';
import { appendEvent } from '../database/event-queries';
import { networkShareWarning } from '../database/network-share';
import { openCopy, openDatabase, type DatabaseCopy } from '../database/open-database';
import { isOwnNote, ownerPhrase, removeOwnerNote, writeOwnerNote } from '../database/owner-note';
import {
  countExcluded,
  hasProjectRow,
  insertProjectRow,
  textureSummaries,
} from '../database/project-queries';
import { inTransaction } from '../database/sqlite-failure';
import { makeFolderDurably } from '../decoder-process/durable-file';
import { growingFolder } from '../decoder-process/image-paths';
import { startBackups } from './backup-routine';
import { backUpBeforeMigration, withBackupOffered } from './backup-service';
import { breakSeal, refuseBrokenSeal, sealDatabase } from './database-seal';
import { createDecoderClient, type DecoderClient } from './decoder-client';

/** Ending of a project's folder. */
export const projectEnding = '.ellipsight';

export interface ProjectDeps {
  readonly launcher: ChildLauncher;
  /** better-sqlite3's compiled part. */
  readonly sqliteBinding: string;
  readonly now?: () => Date;
  /** Who is written into the audit trail. */
  readonly author: string;
}

/** A project that this process holds. All paths hang on `folder`. */
export interface OpenProject {
  readonly folder: string;
  /** `project.db`, `images/`, … may only be read; writing fails with `read-only`. */
  readonly readOnly: boolean;
  /** Folder for pictures made of images: the project's, or a temporary one where that can only be read. */
  readonly pictures: string;
  readonly database: WritableDatabase;
  readonly decoder: DecoderClient;
  /** May change while the project is open, as the user's settings do. */
  readonly author: string;
  readonly now: () => Date;
  /** A sentence to show on top; null for none. */
  readonly warning: string | null;
  /** Ends the decoders and gives the lock back. */
  close(): Promise<void>;
}

const databaseName = 'project.db';

/** `project.db` of a project. */
export function projectDatabase(folder: string): string {
  return join(folder, databaseName);
}

/** `images/` of a project. */
export function imagesFolder(project: Pick<OpenProject, 'folder'>): string {
  return join(project.folder, 'images');
}

/**
 * Makes a new, empty project and opens it.
 *
 * @param path folder that does not exist yet, or is empty.
 * @throws ExpectedFailure `bad-input` where something is there already, or the folder cannot be made.
 */
export async function createProject(path: string, deps: ProjectDeps): Promise<OpenProject> {
  const folder = resolve(path);
  refuseTakenFolder(folder);
  const firstMade = await makeFolders(folder);
  try {
    return await openFolder(folder, deps, true);
  } catch (error) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
    if (firstMade !== null) {
      rmSync(firstMade, { recursive: true, force: true });
    }
    throw error;
  }
}

/** The folder of a project that is named by it, or by the `project.db` in it; absolute. */
export function projectFolder(path: string): string {
  const given = resolve(path);
  return basename(given) === databaseName ? dirname(given) : given;
}

/**
 * Opens a project; read-only where its folder cannot be written.
 *
 * @param path its folder, or the `project.db` in it.
 * @throws ExpectedFailure `not-found`, and whatever `openDatabase` refuses.
 */
export async function openProject(path: string, deps: ProjectDeps): Promise<OpenProject> {
  const folder = projectFolder(path);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isDirectory() || !existsSync(projectDatabase(folder))) {
    const failure =
      stats === undefined
        ? saidFailure('not-found', 'noSuchProject', { folder })
        : saidFailure('not-found', 'notAProject', { folder, database: databaseName });
    throw withBackupOffered(failure, folder, deps.sqliteBinding);
  }
  try {
    return await openFolder(folder, deps, false);
  } catch (error) {
    throw withBackupOffered(error, folder, deps.sqliteBinding);
  }
}

async function openFolder(
  folder: string,
  deps: ProjectDeps,
  create: boolean,
): Promise<OpenProject> {
  const now = deps.now ?? (() => new Date());
  const readOnly = !isWritable(folder);
  const options = { sqliteBinding: deps.sqliteBinding, owner: () => ownerPhrase(folder) };
  const file = projectDatabase(folder);
  if (!create) {
    await refuseBrokenSeal(file);
  }
  if (!readOnly && !create) {
    await backUpBeforeMigration(folder, file, { sqliteBinding: deps.sqliteBinding, now });
  }
  const { database, close } = readOnly
    ? openCopy(file, options)
    : closable(openDatabase(file, { ...options, create }));
  try {
    if (create) {
      addProjectRow(database, deps.author, now());
    } else if (!hasProjectRow(database)) {
      throw saidFailure('project-damaged', 'projectHalfMade', { folder });
    }
    if (!readOnly) {
      writeOwnerNote(folder, now());
      // Left by a decoder that was killed while it wrote.
      rmSync(growingFolder(join(folder, 'images')), { recursive: true, force: true });
      await breakSeal(file);
    }
  } catch (error) {
    close();
    throw error;
  }
  const decoder = createDecoderClient({ launcher: deps.launcher });
  const { sqliteBinding } = deps;
  const backups = readOnly ? null : startBackups({ folder, database, sqliteBinding, now });
  const shareWarning = networkShareWarning(folder);
  const pictures = readOnly ? mkdtempSync(join(tmpdir(), 'ellipsight-pictures-')) : folder;
  return {
    folder,
    readOnly,
    pictures,
    database,
    decoder,
    get author() {
      return deps.author;
    },
    now,
    get warning() {
      return backups?.failure() ?? shareWarning;
    },
    close: async () => {
      await backups?.stop();
      await decoder.close();
      close();
      if (readOnly) {
        rmSync(pictures, { recursive: true, force: true });
      } else {
        await leaveSealed(folder);
      }
    },
  };
}

/** Seals the database that was just closed, unless somebody else has opened it meanwhile. */
async function leaveSealed(folder: string): Promise<void> {
  const file = projectDatabase(folder);
  try {
    await sealDatabase(file);
    // Another process writes its note before it takes the seal off, so that one of the two sees the other.
    if (isOwnNote(folder)) {
      removeOwnerNote(folder);
    } else {
      await breakSeal(file);
    }
  } catch (error) {
    // A full disk, or a folder that has gone: without a seal the project opens as well.
    if (!(error instanceof Error && 'code' in error)) {
      throw error;
    }
  }
}

function closable(database: WritableDatabase): DatabaseCopy {
  return { database, close: () => database.close() };
}

/** What there is in the project: a few rows of tallies, whatever its size. */
export function projectSummary(project: OpenProject): ProjectSummary {
  const textures = textureSummaries(project.database);
  const name = basename(project.folder);
  return {
    path: project.folder,
    name: name.endsWith(projectEnding) ? name.slice(0, -projectEnding.length) : name,
    readOnly: project.readOnly,
    images: textures.reduce(
      (sum, { ok, defective, unlabelled, unsure }) => sum + ok + defective + unlabelled + unsure,
      0,
    ),
    textures,
    excluded: countExcluded(project.database),
    warning: project.warning,
  };
}

function addProjectRow(database: WritableDatabase, who: string, now: Date): void {
  inTransaction(database, () => {
    const row = { uuid: randomUUID(), createdAt: now.toISOString() };
    insertProjectRow(database, row);
    appendEvent(database, {
      at: row.createdAt,
      who,
      gesture: null,
      kind: 'project.created',
      imageId: null,
      old: null,
      new: row,
    });
  });
}

function refuseTakenFolder(folder: string): void {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) {
    return;
  }
  if (!stats.isDirectory() || readdirSync(folder).length > 0) {
    const isProject = existsSync(projectDatabase(folder));
    throw saidFailure('bad-input', 'folderTaken', { folder, isProject });
  }
}

/** @returns the first folder that had to be made; null where all were there. */
async function makeFolders(folder: string): Promise<string | null> {
  try {
    // What is acknowledged later hangs on these names.
    return await makeFolderDurably(imagesFolder({ folder }));
  } catch (error) {
    throw saidFailure('bad-input', 'projectNotMade', {
      folder,
      why: error instanceof Error ? error.message : String(error),
    });
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    // Whatever the reason, nothing can be written there.
    return false;
  }
}

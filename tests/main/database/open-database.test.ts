import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { newestVersion } from '../../../src-main/database/migrate';
import { fileSystemType } from '../../../src-main/database/network-share';
import { applicationId, openDatabase } from '../../../src-main/database/open-database';
import { sealFile } from '../../../src-main/services/database-seal';
import { createProject, openProject } from '../../../src-main/services/project-service';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import {
  closed,
  reopened,
  sqliteBinding,
  temporaryFolder,
  temporaryProject,
  testDeps,
} from '../temporary-project';

function openPlainly(file: string): Database.Database {
  return new Database(file, { nativeBinding: sqliteBinding() });
}

async function failureOf(work: () => unknown): Promise<ExpectedFailure['failure']> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ExpectedFailure) {
      return error.failure;
    }
    throw error;
  }
  throw new Error('It did not fail.');
}

describe('a project file that is opened again', () => {
  test('has every setting that durability hangs on', async () => {
    const project = await reopened(await temporaryProject());
    const read = (pragma: string): unknown => project.database.pragma(pragma, { simple: true });
    expect(read('synchronous')).toBe(2);
    expect(read('journal_mode')).toBe('wal');
    expect(read('locking_mode')).toBe('exclusive');
    expect(read('foreign_keys')).toBe(1);
    expect(read('trusted_schema')).toBe(0);
    expect(read('application_id')).toBe(applicationId);
    expect(read('user_version')).toBe(newestVersion);
  });

  test('would be synchronous=NORMAL without being told, which is why it is told', async () => {
    const project = await temporaryProject();
    await closed(project);
    const database = openPlainly(join(project.folder, 'project.db'));
    expect(database.pragma('synchronous', { simple: true })).toBe(1);
    database.close();
  });
});

describe('a project that is open', () => {
  test('is refused to a second opener in the same process, naming who has it', async () => {
    const project = await temporaryProject();
    const failure = await failureOf(() => openProject(project.folder, testDeps()));
    expect(failure.kind).toBe('project-in-use');
    expect(failure.message).toContain(`process ${process.pid}`);
  });

  test('is refused to another process', async () => {
    const project = await temporaryProject();
    const script = `
      const Database = require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))});
      const database = new Database(${JSON.stringify(join(project.folder, 'project.db'))},
        { nativeBinding: ${JSON.stringify(sqliteBinding())}, timeout: 100 });
      try { database.exec('BEGIN IMMEDIATE'); console.log('taken'); }
      catch (error) { console.log(error.code); }`;
    expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim()).toBe(
      'SQLITE_BUSY',
    );
  });

  test('can be opened as soon as it is closed, and leaves no note of its owner', async () => {
    const project = await temporaryProject();
    expect(existsSync(join(project.folder, 'owner.json'))).toBe(true);
    await closed(project);
    expect(existsSync(join(project.folder, 'owner.json'))).toBe(false);
    const again = await openProject(project.folder, testDeps());
    await again.close();
  });

  test('leaves nothing stale when its process is killed', async () => {
    const folder = join(temporaryFolder(), 'killed.ellipsight');
    await (await createProject(folder, testDeps())).close();
    const script = `
      const Database = require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))});
      const database = new Database(${JSON.stringify(join(folder, 'project.db'))},
        { nativeBinding: ${JSON.stringify(sqliteBinding())} });
      database.pragma('locking_mode = EXCLUSIVE');
      database.pragma('journal_mode = WAL');
      database.prepare("INSERT INTO sources (path, format, at) VALUES ('p', 'f', 't')").run();
      process.kill(process.pid, 'SIGKILL');`;
    expect(() => execFileSync(process.execPath, ['-e', script], { stdio: 'ignore' })).toThrow();
    const project = await openProject(folder, testDeps());
    expect(project.database.prepare('SELECT COUNT(*) AS n FROM sources').get()).toEqual({ n: 1 });
    await project.close();
  });
});

describe('a file that is no project of this version', () => {
  test('is refused where it is missing, naming the folder', async () => {
    const folder = join(temporaryFolder(), 'nowhere.ellipsight');
    const failure = await failureOf(() => openProject(folder, testDeps()));
    expect(failure.kind).toBe('not-found');
    expect(failure.message).toContain(folder);
  });

  test('is refused where a newer version wrote it, and stays as it is', async () => {
    const project = await temporaryProject();
    await closed(project);
    const file = join(project.folder, 'project.db');
    rmSync(sealFile(file));
    const database = openPlainly(file);
    database.pragma(`user_version = ${newestVersion + 1}`);
    database.close();
    const before = readFileSync(file);
    const failure = await failureOf(() => openProject(project.folder, testDeps()));
    expect(failure.kind).toBe('project-newer');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('is refused where it is the database of another program', async () => {
    const folder = temporaryFolder();
    const database = openPlainly(join(folder, 'project.db'));
    database.exec('CREATE TABLE foreign_table (x)');
    database.pragma('application_id = 7');
    database.close();
    const failure = await failureOf(() => openProject(folder, testDeps()));
    expect(failure.kind).toBe('bad-input');
    expect(failure.message).toContain('another program');
  });

  test('is refused where it is no database at all', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'project.db'), 'x'.repeat(5000));
    const failure = await failureOf(() => openProject(folder, testDeps()));
    expect(failure.kind).toBe('project-damaged');
  });

  test('is refused where a page of it is spoilt', async () => {
    const project = await temporaryProject();
    const insert = project.database.prepare(
      'INSERT INTO sources (path, format, at) VALUES (?,?,?)',
    );
    for (let i = 0; i < 500; i += 1) insert.run('p'.repeat(200), 'f', 't');
    await closed(project);
    const file = join(project.folder, 'project.db');
    const bytes = readFileSync(file);
    bytes.fill(0xa5, bytes.length - 3 * 4096, bytes.length - 4096);
    writeFileSync(file, bytes);
    const failure = await failureOf(() => openProject(project.folder, testDeps()));
    expect(failure.kind).toBe('project-damaged');
  });

  test('is refused without being made where it is not to be made', () => {
    const file = join(temporaryFolder(), 'project.db');
    const open = (): unknown =>
      openDatabase(file, {
        sqliteBinding: sqliteBinding(),
        create: false,
        owner: () => '',
      });
    expect(open).toThrow(ExpectedFailure);
    expect(existsSync(file)).toBe(false);
  });
});

describe('making a project', () => {
  test('is refused where something lies already, and changes nothing', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const failure = await failureOf(() => createProject(folder, testDeps()));
    expect(failure.kind).toBe('bad-input');
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'project.db'))).toBe(false);
  });

  test('makes the folders above it', async () => {
    const folder = join(temporaryFolder(), 'a', 'b', 'c.ellipsight');
    const project = await temporaryProject(folder);
    expect(project.folder).toBe(folder);
  });
});

describe('the file system of a path', () => {
  const mounts = [
    '22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw',
    '40 22 0:41 / /mnt/hall\\0403 rw - cifs //server/hall rw',
    '41 22 0:42 / /mnt/hall\\0403/local rw - xfs /dev/sdb rw',
  ].join('\n');

  test('is that of the longest mount above it, blanks in its name included', () => {
    expect(fileSystemType('/home/me', mounts)).toBe('ext4');
    expect(fileSystemType('/mnt/hall 3/p.ellipsight', mounts)).toBe('cifs');
    expect(fileSystemType('/mnt/hall 3/local/p', mounts)).toBe('xfs');
    expect(fileSystemType('/mnt/hall 33', mounts)).toBe('ext4');
  });
});

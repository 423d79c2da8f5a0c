import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { eventsAfter, verifyEventChain } from '../../../src-main/database/event-queries';
import { migrate, newestVersion } from '../../../src-main/database/migrate';
import { applicationId } from '../../../src-main/database/open-database';
import { backupsFolder, growingBackups, listBackups } from '../../../src-main/services/backup-list';
import { startBackups } from '../../../src-main/services/backup-routine';
import { backUp, checkBackup, type BackupSource } from '../../../src-main/services/backup-service';
import { addEllipse } from '../../../src-main/services/labelling-service';
import { openProject, type OpenProject } from '../../../src-main/services/project-service';
import { restoreProject } from '../../../src-main/services/restore-service';
import { ExpectedFailure, type Failure } from '../../../src-shared/ipc/failure';
import { seedImages } from '../seeded-images';
import {
  closed,
  reopened,
  sqliteBinding,
  temporaryFolder,
  temporaryProject,
  testDeps,
} from '../temporary-project';

const shape = { x: 20, y: 20, a: 9, b: 4, angle: 1 };

function sourceOf({ folder, database, now }: OpenProject): BackupSource {
  return { folder, database, now, sqliteBinding: sqliteBinding() };
}

async function seeded(images = 300): Promise<OpenProject> {
  const project = await temporaryProject();
  seedImages(project, new Array(images).fill({ texture: 'felt', verdict: 'unlabelled' }));
  return project;
}

async function failureOf(work: () => Promise<unknown>): Promise<Failure> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** Spoils the middle of a file, as a failing disk does. */
function spoil(file: string): Buffer {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, Math.floor(bytes.length / 3), Math.floor((2 * bytes.length) / 3));
  writeFileSync(file, bytes);
  return bytes;
}

test('a backup made while work goes on is whole, and holds what was done meanwhile', async () => {
  const project = await seeded(2000);
  const making = backUp(sourceOf(project));
  addEllipse(project, 1, shape);
  const events = eventsAfter(project.database, 0, 100_000).length;
  await new Promise((resolve) => setImmediate(resolve));
  addEllipse(project, 2, shape);
  const backup = await making;
  const check = checkBackup(backup.file, sqliteBinding());
  expect(check).toMatchObject({ kind: 'good', schema: newestVersion });
  expect(check.kind === 'good' && check.events >= events).toBe(true);
  expect(readdirSync(backupsFolder(project.folder)).filter((name) => name !== 'growing')).toEqual([
    backup.file.slice(backupsFolder(project.folder).length + 1),
  ]);
});

test('two calls at a time make one backup', async () => {
  const project = await seeded();
  const [one, other] = await Promise.all([backUp(sourceOf(project)), backUp(sourceOf(project))]);
  expect(one).toEqual(other);
  expect(listBackups(project.folder)).toHaveLength(1);
});

test('what a killed process left of a backup is no backup, and goes with the next', async () => {
  const project = await seeded();
  mkdirSync(growingBackups(project.folder), { recursive: true });
  writeFileSync(join(growingBackups(project.folder), '1-2-3'), 'half');
  expect(listBackups(project.folder)).toEqual([]);
  await backUp(sourceOf(project));
  expect(listBackups(project.folder)).toHaveLength(1);
  expect(existsSync(join(growingBackups(project.folder), '1-2-3'))).toBe(false);
});

test('a damaged database is refused with its newest good backup, and restoring keeps the damaged file', async () => {
  const project = await seeded();
  addEllipse(project, 1, shape);
  const good = await backUp(sourceOf(project));
  addEllipse(project, 2, shape);
  const newer = await backUp(sourceOf(project));
  await closed(project);
  spoil(newer.file);
  const file = join(project.folder, 'project.db');
  const damaged = spoil(file);

  const failure = await failureOf(() => openProject(project.folder, testDeps()));
  expect(failure.kind).toBe('project-damaged');
  expect(failure.message).toContain(file);
  expect(failure.next).toContain(good.at.toISOString().slice(0, 10));
  expect(failure.next).toContain(`restore ${project.folder}`);

  const restored = await restoreProject(project.folder, null, testDeps());
  expect(restored.from).toBe(good.file);
  expect(restored.passedOver.map((passed) => passed.file)).toEqual([newer.file]);
  expect(restored.kept).not.toBeNull();
  expect(readFileSync(restored.kept ?? '').equals(damaged)).toBe(true);

  const again = await openProject(project.folder, testDeps());
  const [last] = eventsAfter(again.database, restored.events - 1, 10);
  expect(last).toMatchObject({ kind: 'project.restored', who: 'tester' });
  expect(await verifyEventChain(again.database)).toBeNull();
  expect(again.database.prepare('SELECT COUNT(*) AS n FROM ellipses').get()).toEqual({ n: 1 });
  await again.close();
});

test('a database that is gone is restored too, and the failure says so before', async () => {
  const project = await seeded();
  await backUp(sourceOf(project));
  await closed(project);
  const file = join(project.folder, 'project.db');
  writeFileSync(file, '');
  const failure = await failureOf(() => openProject(project.folder, testDeps()));
  expect(failure.next).toContain('newest good backup');
  await restoreProject(project.folder, null, testDeps());
  const again = await openProject(project.folder, testDeps());
  expect(again.database.prepare('SELECT COUNT(*) AS n FROM images').get()).toEqual({ n: 300 });
  await again.close();
});

test('restoring is refused, and changes nothing, from a damaged file, without a backup, and while it is open', async () => {
  const project = await seeded();
  const inUse = await failureOf(() => restoreProject(project.folder, null, testDeps()));
  expect(inUse.kind).toBe('project-in-use');
  await closed(project);
  const file = join(project.folder, 'project.db');
  const before = readFileSync(file);
  const none = await failureOf(() => restoreProject(project.folder, null, testDeps()));
  expect(none.kind).toBe('not-found');
  const bad = join(temporaryFolder(), 'bad.db');
  writeFileSync(bad, 'x'.repeat(9000));
  const refused = await failureOf(() => restoreProject(project.folder, bad, testDeps()));
  expect(refused.kind).toBe('bad-input');
  expect(refused.message).toContain(bad);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('an older schema is backed up before it is migrated', async () => {
  const folder = join(temporaryFolder(), 'old.ellipsight');
  mkdirSync(folder);
  const database = new Database(join(folder, 'project.db'), { nativeBinding: sqliteBinding() });
  database.pragma(`application_id = ${applicationId}`);
  migrate(database, newestVersion - 1);
  database.exec(`INSERT INTO project (id, uuid, created_at) VALUES (1, 'u', 't');
    INSERT INTO textures (name, position) VALUES ('felt', 0)`);
  database.close();
  const project = await openProject(folder, testDeps());
  await project.close();
  const backups = listBackups(folder);
  expect(backups.map(({ schema }) => schema)).toEqual([newestVersion - 1]);
  const [backup] = backups;
  const copy = new Database(backup?.file ?? '', { nativeBinding: sqliteBinding(), readonly: true });
  expect(copy.prepare('SELECT name FROM textures').all()).toEqual([{ name: 'felt' }]);
  copy.close();
  // Once it is up to date, opening makes no more.
  await (await openProject(folder, testDeps())).close();
  expect(listBackups(folder)).toHaveLength(1);
});

test('while a project is open it is backed up when it has changed, and only then', async () => {
  const project = await seeded();
  const routine = startBackups(sourceOf(project), 0, 5);
  await vi.waitFor(() => expect(listBackups(project.folder)).toHaveLength(1));
  const looks = vi.spyOn(project.database, 'prepare');
  await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(3));
  expect(listBackups(project.folder)).toHaveLength(1);
  addEllipse(project, 1, shape);
  await vi.waitFor(() => expect(listBackups(project.folder)).toHaveLength(2));
  await routine.stop();
  expect(routine.failure()).toBeNull();
});

test('a backup that cannot be made is told on top of the project, and work goes on', async () => {
  const project = await seeded();
  writeFileSync(backupsFolder(project.folder), 'a file in the way');
  const routine = startBackups(sourceOf(project), 0, 5);
  await vi.waitFor(() => expect(routine.failure()).toContain('could not be backed up'));
  await routine.stop();
  addEllipse(project, 1, shape);
  const again = await reopened(project);
  expect(again.database.prepare('SELECT COUNT(*) AS n FROM ellipses').get()).toEqual({ n: 1 });
});

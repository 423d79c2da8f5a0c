import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { eventsAfter } from '../../../src-main/database/event-queries';
import { backUp } from '../../../src-main/services/backup-service';
import { sealFile } from '../../../src-main/services/database-seal';
import { imageDetail } from '../../../src-main/services/image-service';
import { createProject, openProject } from '../../../src-main/services/project-service';
import { restoreProject } from '../../../src-main/services/restore-service';
import { randomStream, type RandomStream } from '../../../src-shared/dataset/random';
import { ExpectedFailure, type Failure } from '../../../src-shared/ipc/failure';
import { seedImages } from '../seeded-images';
import { memoryFolder, sqliteBinding, testDeps } from '../temporary-project';
import { someGesture } from './some-gesture';

/** ELLIPSIGHT_DAMAGES=500 for the long form. */
const damages = Number(process.env['ELLIPSIGHT_DAMAGES'] ?? 100);
const seed = 20260105;

/** A closed project of some images and labels, with a backup that holds all of it. */
async function closedProject(folder: string): Promise<number> {
  const project = await createProject(folder, testDeps());
  seedImages(project, new Array(12).fill({ texture: 'felt', verdict: 'unlabelled' }));
  const random = randomStream(seed, 'labels');
  for (let gesture = 0; gesture < 40; gesture += 1) someGesture(project, random, 12);
  const { database, now } = project;
  await backUp({ folder, database, now, sqliteBinding: sqliteBinding() });
  const events = eventsAfter(database, 0, 1_000_000).length;
  await project.close();
  return events;
}

/** The same bytes with one bit turned, a sector of nothing, or the end cut off. */
function damaged(bytes: Buffer, random: RandomStream): Buffer {
  const copy = Buffer.from(bytes);
  const at = random.integer(bytes.length);
  switch (random.integer(4)) {
    case 0:
      return copy.subarray(0, at);
    case 1:
      copy.fill(0xee, at, Math.min(at + 512, copy.length));
      return copy;
    default:
      copy[at] = (copy[at] ?? 0) ^ (1 << random.integer(8));
      return copy;
  }
}

async function failureOf(work: () => Promise<unknown>): Promise<Failure> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure;
    throw error;
  }
  throw new Error('Nothing failed.');
}

test(
  `${damages} damages of a closed project are all found at opening, named, and made good from the backup`,
  { timeout: 60_000 + damages * 2000 },
  async () => {
    const place = memoryFolder();
    const folder = join(place, 'p.ellipsight');
    const events = await closedProject(folder);
    const file = join(folder, 'project.db');
    const whole = readFileSync(file);
    const seal = readFileSync(sealFile(file));
    const random = randomStream(seed, 'damages');
    for (let damage = 0; damage < damages; damage += 1) {
      const spoilt = damaged(whole, random);
      writeFileSync(file, spoilt);
      const failure = await failureOf(() => openProject(folder, testDeps()));
      expect(failure.kind).toBe('project-damaged');
      expect(failure.message).toContain(file);
      expect(failure.next).toContain('restore');
      expect(readFileSync(file).equals(spoilt)).toBe(true);
      if (damage % 10 === 0) {
        const { kept } = await restoreProject(folder, null, testDeps());
        expect(kept !== null && readFileSync(kept).equals(spoilt)).toBe(true);
        const project = await openProject(folder, testDeps());
        // And one that tells of the restoring.
        expect(eventsAfter(project.database, 0, 1_000_000)).toHaveLength(events + 1);
        await project.close();
        writeFileSync(sealFile(file), seal);
      }
    }
    console.log(
      `${damages} damages of project.db: all found at opening, 0 silent losses (seed ${seed})`,
    );
  },
);

test('a database that was changed on purpose is taken as it is by restoring from it', async () => {
  const folder = join(memoryFolder(), 'p.ellipsight');
  await closedProject(folder);
  const file = join(folder, 'project.db');
  const database = new Database(file, { nativeBinding: sqliteBinding() });
  database.exec(`UPDATE images SET name = 'renamed.png' WHERE id = 1`);
  database.close();
  expect((await failureOf(() => openProject(folder, testDeps()))).kind).toBe('project-damaged');
  await restoreProject(folder, file, testDeps());
  const project = await openProject(folder, testDeps());
  expect(imageDetail(project, 1).name).toBe('renamed.png');
  await project.close();
});

test('a project whose database is gone offers its backup, and an old journal does not get into it', async () => {
  const folder = join(memoryFolder(), 'p.ellipsight');
  const events = await closedProject(folder);
  const file = join(folder, 'project.db');
  // A journal of other changes, as a crash leaves it.
  const other = join(memoryFolder(), 'other.ellipsight');
  const crashed = await createProject(other, testDeps());
  seedImages(crashed, new Array(30).fill({ texture: 'wood', verdict: 'ok' }));
  copyFileSync(join(other, 'project.db-wal'), `${file}-wal`);
  await crashed.close();
  rmSync(file);

  const failure = await failureOf(() => openProject(folder, testDeps()));
  expect(failure.kind).toBe('not-found');
  expect(failure.next).toContain('restore');
  expect((await restoreProject(folder, null, testDeps())).kept).toBe(null);
  const project = await openProject(folder, testDeps());
  expect(eventsAfter(project.database, 0, 1_000_000)).toHaveLength(events + 1);
  await project.close();
  const kept = readdirSync(join(folder, 'backups')).find((name) => name.startsWith('replaced'));
  expect(readdirSync(join(folder, 'backups', kept ?? ''))).toEqual(['project.db-wal']);
});

test('a seal counts only while nobody works on the project, and not without its database', async () => {
  const folder = join(memoryFolder(), 'p.ellipsight');
  await closedProject(folder);
  const file = join(folder, 'project.db');
  expect(existsSync(sealFile(file))).toBe(true);
  const project = await openProject(folder, testDeps());
  expect(existsSync(sealFile(file))).toBe(false);
  someGesture(project, randomStream(1, 'seal'), 12);
  // As a kill leaves it: no seal, and a journal beside the database.
  const killed = join(memoryFolder(), 'killed.ellipsight');
  cpSync(folder, killed, { recursive: true });
  await project.close();
  copyFileSync(sealFile(file), sealFile(join(killed, 'project.db')));
  await (await openProject(killed, testDeps())).close();

  // A torn seal says nothing.
  writeFileSync(sealFile(file), '{"bytes":');
  await (await openProject(folder, testDeps())).close();
});

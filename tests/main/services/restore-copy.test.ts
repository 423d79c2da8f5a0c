import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUpNow, backupFile, backupViews } from '../../../src-main/services/backup-views';
import { imageDetail, imageFile } from '../../../src-main/services/image-service';
import { addEllipse } from '../../../src-main/services/labelling-service';
import {
  openProject,
  projectSummary,
  type OpenProject,
} from '../../../src-main/services/project-service';
import { restoreCopy } from '../../../src-main/services/restore-copy';
import { addSample } from '../../../src-main/services/sample-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { ExpectedFailure, type Failure } from '../../../src-shared/ipc/failure';
import { quietly } from '../quiet-hooks';
import { sqliteBinding, temporaryFolder, temporaryProject, testDeps } from '../temporary-project';

const shape = { x: 20, y: 20, a: 9, b: 4, angle: 1 };

/** Two images, a backup of them, and an ellipse drawn since. */
async function changedSince(): Promise<OpenProject> {
  const project = await temporaryProject();
  await addSample(project, { textures: 1, ok: 2, defective: 0, size: 64, seed: 3 }, quietly);
  await now(project);
  addEllipse(project, 1, shape);
  return project;
}

function now(project: OpenProject): ReturnType<typeof backUpNow> {
  const { folder, database, readOnly, now: clock } = project;
  return backUpNow({ folder, database, readOnly, now: clock, sqliteBinding: sqliteBinding() });
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ExpectedFailure)) throw new Error(`Not refused: ${String(error)}`);
  return error.failure;
}

test('a backup becomes a new project with copies of images and runs; the old one stays as it is', async () => {
  const project = await changedSince();
  mkdirSync(join(project.folder, 'runs', 'r1', 'trial-1'), { recursive: true });
  writeFileSync(join(project.folder, 'runs', 'r1', 'trial-1', 'model.safetensors'), 'weights');
  const target = join(temporaryFolder(), 'copy.ellipsight');
  const seen: number[] = [];
  const copy = await restoreCopy(project.folder, null, target, testDeps(), {
    signal: { cancelled: false },
    onProgress: ({ done, total }) => seen.push(done / total),
  });
  expect(copy).toMatchObject({ project: target, images: 2, missing: [] });
  expect(seen).toEqual([1 / 3, 2 / 3, 1]);
  expect(readFileSync(join(target, 'runs/r1/trial-1/model.safetensors'), 'utf8')).toBe('weights');
  expect(imageDetail(project, 1).ellipses).toHaveLength(1);
  const opened = await openProject(target, testDeps());
  try {
    expect(projectSummary(opened).images).toBe(2);
    // The ellipse was drawn after the backup.
    expect(imageDetail(opened, 1).ellipses).toEqual([]);
    expect((await verifyProject(opened)).findings).toEqual([]);
  } finally {
    await opened.close();
  }
});

test('images that are gone or spoilt are named, and the rest is there', async () => {
  const project = await changedSince();
  const [one, two] = [1, 2].map((id) => imageFile(project, imageDetail(project, id).sha256));
  rmSync(one ?? '');
  writeFileSync(two ?? '', 'spoilt');
  const target = join(temporaryFolder(), 'copy.ellipsight');
  const copy = await restoreCopy(project.folder, null, target, testDeps(), quietly);
  expect(copy.images).toBe(0);
  expect(copy.missing.map(({ reason }) => reason)).toEqual([
    `${one} is not there`,
    `${two} has changed since it was imported`,
  ]);
  expect(existsSync(join(target, 'project.db'))).toBe(true);
});

test('what is in the way, a damaged backup, or a stop leave nothing behind', async () => {
  const project = await changedSince();
  const above = temporaryFolder();
  const taken = join(above, 'taken');
  mkdirSync(taken);
  writeFileSync(join(taken, 'mine.txt'), 'mine');
  const into = (folder: string, from: string | null, cancelled = false): Promise<unknown> =>
    restoreCopy(project.folder, from, folder, testDeps(), {
      onProgress: () => undefined,
      signal: { cancelled },
    });
  expect((await failureOf(into(taken, null))).kind).toBe('bad-input');
  expect((await failureOf(into(join(project.folder, 'inside'), null))).kind).toBe('bad-input');
  const spoilt = join(above, 'spoilt.db');
  writeFileSync(spoilt, 'no database at all');
  const target = join(above, 'copy');
  expect((await failureOf(into(target, spoilt))).kind).toBe('bad-input');
  expect((await failureOf(into(target, null, true))).kind).toBe('cancelled');
  expect(readdirSync(above).sort()).toEqual(['spoilt.db', 'taken']);
});

test('backups are listed newest first, and found by their numbers alone', async () => {
  const project = await changedSince();
  await now(project);
  const views = backupViews(project.folder);
  expect(views.map(({ number }) => number)).toEqual([2, 1]);
  expect(views[0]?.bytes).toBeGreaterThan(0);
  expect(backupFile(project.folder, 1)).toBe(views[1]?.file);
  expect(() => backupFile(project.folder, 3)).toThrow(ExpectedFailure);
});

import { existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  insertRun,
  markEnded,
  markStarted,
  markWaiting,
} from '../../../src-main/database/run-queries';
import { cleanUp, diskUse } from '../../../src-main/services/disk-service';
import { imageDetail, thumbnailFile } from '../../../src-main/services/image-service';
import { changeImages } from '../../../src-main/services/many-images-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { addSample } from '../../../src-main/services/sample-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { teacherPreset } from '../../../src-shared/training/presets';
import { quietly } from '../quiet-hooks';
import { temporaryProject } from '../temporary-project';
import { quietBites } from './quiet-bites';

function put(project: OpenProject, path: string, bytes: number): string {
  const file = join(project.folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, Buffer.alloc(bytes));
  return file;
}

/** Three runs: one done, one stopped after its first trial, one under way. */
async function withRuns(): Promise<OpenProject> {
  const project = await temporaryProject();
  await addSample(project, { textures: 1, ok: 3, defective: 1, size: 64, seed: 1 }, quietly);
  const plan = teacherPreset('quick', 'transfer');
  for (const state of ['done', 'interrupted', 'running'] as const) {
    const { seq, id } = insertRun(project.database, { plan, teacherSeq: null, now: 'now' });
    if (state === 'running') markStarted(project.database, seq, state, 'now');
    else markEnded(project.database, seq, state, null, 'now');
    put(project, `runs/${id}/trial-1/checkpoints/100.safetensors`, 1000);
    put(project, `runs/${id}/trial-1/logits.outputs`, 200);
    put(project, `runs/${id}/trial-1/evaluations/00000050.json`, 11);
    put(project, `runs/${id}/cache/features.outputs`, 30);
    if (state === 'interrupted') {
      put(project, `runs/${id}/trial-1/result.json`, 5);
      put(project, `runs/${id}/trial-2/checkpoints/50.safetensors`, 700);
    }
  }
  // The weights that two runs share are one content.
  const weights = put(project, 'runs/r0001-teacher/weights/imagenet.safetensors', 4000);
  mkdirSync(join(project.folder, 'runs/r0002-teacher/weights'), { recursive: true });
  linkSync(weights, join(project.folder, 'runs/r0002-teacher/weights/imagenet.safetensors'));
  return project;
}

test('the disk’s use is told by part and run, contents with two names once', async () => {
  const project = await withRuns();
  const use = await diskUse(project);
  expect(use.runs).toMatchObject([
    {
      run: 'r0001-teacher',
      state: 'done',
      checkpoints: 1000,
      caches: 230,
      models: 4000,
      evaluations: 11,
      bytes: 5241,
    },
    { run: 'r0002-teacher', state: 'interrupted', checkpoints: 1700, bytes: 1946, models: 0 },
    { run: 'r0003-teacher', state: 'running', checkpoints: 1000, bytes: 1241 },
  ]);
  expect(use.parts.runs).toBe(5241 + 1946 + 1241);
  expect(use.parts.database).toBeGreaterThan(10_000);
  expect(use.bytes).toBe(Object.values(use.parts).reduce((sum, bytes) => sum + bytes, 0));
  expect(use.clean).toMatchObject({
    'spent-checkpoints': { files: 2, bytes: 2000 },
    'stopped-checkpoints': { files: 1, bytes: 700 },
    caches: { files: 4, bytes: 460 },
    // A stopped run may go on, and has them all then.
    evaluations: { files: 1, bytes: 11 },
    orphans: { files: 0, bytes: 0 },
  });
});

test('cleaning removes what was asked for, and nothing of a run under way', async () => {
  const project = await withRuns();
  const image = imageDetail(project, 1);
  const thumbnail = await thumbnailFile(project, image.sha256);
  const stray = put(project, `images/00/${'0'.repeat(64)}.png`, 50);
  const lost = put(project, 'runs/r0099-teacher/job.json', 60);
  const excluded = { kind: 'exclude', excluded: true } as const;
  await changeImages(project, { kind: 'ids', imageIds: [2] }, excluded, quietBites);
  const before = await diskUse(project);
  expect(before.clean.orphans).toEqual({ files: 2, bytes: 110 });
  expect(before.excluded).toBeGreaterThan(0);

  const some = await cleanUp(project, ['orphans', 'spent-checkpoints'], quietBites);
  expect(some).toEqual({ files: 4, bytes: 2110 });
  expect([stray, lost].map((file) => existsSync(file))).toEqual([false, false]);
  expect(existsSync(thumbnail)).toBe(true);
  const rest = await cleanUp(project, ['caches', 'thumbnails', 'stopped-checkpoints'], quietBites);
  expect(rest.files).toBe(4 + 1 + 1);
  const use = await diskUse(project);
  expect(use.runs.map(({ checkpoints, caches }) => [checkpoints, caches])).toEqual([
    [0, 0],
    [0, 0],
    [1000, 230],
  ]);
  expect(await verifyProject(project)).toEqual({ findings: [], images: 4 });
});

test('nothing is cleaned while images are imported', async () => {
  const project = await withRuns();
  const importing = addSample(
    project,
    { textures: 1, ok: 3, defective: 1, size: 64, seed: 2 },
    quietly,
  );
  await expect(cleanUp(project, ['orphans'], quietBites)).rejects.toMatchObject({
    failure: { kind: 'busy' },
  });
  await importing;
});

test('a run that waits may start at any moment, and keeps its files', async () => {
  const project = await withRuns();
  expect((await diskUse(project)).clean['stopped-checkpoints'].files).toBe(1);
  markWaiting(project.database, 2);
  expect((await diskUse(project)).clean['stopped-checkpoints'].files).toBe(0);
});

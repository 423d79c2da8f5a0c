import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { imageDetail, imageFile, thumbnailFile } from '../../../src-main/services/image-service';
import { addEllipse, setVerdict } from '../../../src-main/services/labelling-service';
import { changeImages } from '../../../src-main/services/many-images-service';
import { projectSummary, type OpenProject } from '../../../src-main/services/project-service';
import { previewPurge, purgeExcluded } from '../../../src-main/services/purge-service';
import { addSample } from '../../../src-main/services/sample-service';
import { assignSides } from '../../../src-main/services/split-service';
import { undo, undoWhole } from '../../../src-main/services/undo-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { quietly } from '../quiet-hooks';
import { temporaryProject } from '../temporary-project';
import { quietBites } from './quiet-bites';

const sample = { textures: 2, ok: 4, defective: 1, size: 64, seed: 3 };

async function excluding(imageIds: readonly number[]): Promise<OpenProject> {
  const project = await temporaryProject();
  await addSample(project, sample, quietly);
  setVerdict(project, 1, 'unsure', false);
  await assignSides(project, { splitSeed: 1, trial: 1, validationShare: 0 });
  await changeImages(
    project,
    { kind: 'ids', imageIds },
    { kind: 'exclude', excluded: true },
    quietBites,
  );
  return project;
}

test('purging takes rows, files and thumbnails of what is excluded, and nothing else', async () => {
  const project = await excluding([1, 5, 6]);
  const files = [1, 5, 6, 2].map((id) => imageFile(project, imageDetail(project, id).sha256));
  const thumbnail = await thumbnailFile(project, imageDetail(project, 5).sha256);
  const preview = await previewPurge(project);
  expect(preview).toMatchObject({ images: 3, runs: [] });
  expect(projectSummary(project)).toMatchObject({ images: 7, excluded: 3 });

  const heard: number[] = [];
  const summary = await purgeExcluded(project, {
    ...quietBites,
    onProgress: (done) => heard.push(done),
  });
  expect(summary).toEqual({ images: 3, bytes: preview.bytes, cancelled: false });
  expect(heard).toEqual([3]);
  expect(files.map((file) => existsSync(file))).toEqual([false, false, false, true]);
  expect(existsSync(thumbnail)).toBe(false);
  expect(projectSummary(project)).toMatchObject({ images: 7, excluded: 0 });
  expect(await verifyProject(project)).toEqual({ findings: [], images: 7 });

  // What is undone now are gestures whose images are there, and only those.
  addEllipse(project, 2, { x: 20, y: 20, a: 9, b: 4, angle: 1 });
  expect(undo(project).imageId).toBe(2);
  await undoWhole(project, quietBites);
  expect(undo(project).gesture).toBeNull();
  expect(await verifyProject(project)).toEqual({ findings: [], images: 7 });
});

test('a purged image can be imported again, as a new one', async () => {
  const project = await excluding([1, 5]);
  const { sha256 } = imageDetail(project, 5);
  await purgeExcluded(project, quietBites);
  const again = await addSample(project, sample, quietly);
  expect(again).toMatchObject({ added: 2, known: 8 });
  expect(existsSync(imageFile(project, sha256))).toBe(true);
  expect(await verifyProject(project)).toEqual({ findings: [], images: 10 });
});

test('nothing is purged while images are imported', async () => {
  const project = await excluding([1]);
  const importing = addSample(project, { ...sample, seed: 4 }, quietly);
  await expect(purgeExcluded(project, quietBites)).rejects.toMatchObject({
    failure: { kind: 'busy' },
  });
  await importing;
  expect((await purgeExcluded(project, quietBites)).images).toBe(1);
});

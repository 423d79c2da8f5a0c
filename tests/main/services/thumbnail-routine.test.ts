import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { storedImagesAfter } from '../../../src-main/database/image-queries';
import { thumbnailPath } from '../../../src-main/decoder-process/image-paths';
import type { DecoderClient } from '../../../src-main/services/decoder-client';
import { imageFile } from '../../../src-main/services/image-service';
import { importSource } from '../../../src-main/services/import-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { noteViewed, startThumbnails } from '../../../src-main/services/thumbnail-routine';
import { grayPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { temporaryFolder, temporaryProject } from '../temporary-project';

const count = 12;

async function imported(): Promise<OpenProject> {
  const source = temporaryFolder();
  for (let i = 0; i < count; i += 1) writeTo(join(source, `${i}.png`), await grayPng(i));
  const project = await temporaryProject();
  await importSource(project, { source, format: 'auto', texture: null }, quietly);
  return project;
}

function fail(error: unknown): void {
  throw error;
}

test('thumbnails are made after an import, outwards from the image that is looked at', async () => {
  const project = await imported();
  const images = storedImagesAfter(project.database, 0, 100);
  const asked: number[] = [];
  const decoder: DecoderClient = {
    ...project.decoder,
    call: (name, argument, onProgress) => {
      const sha256 = 'sha256' in argument ? argument.sha256 : '';
      asked.push(images.findIndex((image) => image.sha256 === sha256) + 1);
      return project.decoder.call(name, argument, onProgress);
    },
  };
  const watched = { ...project, decoder };
  noteViewed(watched, images[4]?.sha256 ?? '');
  const routine = startThumbnails(watched, fail, 5);
  await vi.waitFor(() => expect(asked).toHaveLength(count), { timeout: 20_000 });
  await routine.stop();
  expect(asked).toEqual([5, 4, 6, 3, 7, 2, 8, 1, 9, 10, 11, 12]);
  for (const { sha256 } of images) {
    expect(existsSync(thumbnailPath(project.folder, sha256))).toBe(true);
  }
});

test('an image that cannot be read is passed over, and the others have their thumbnails', async () => {
  const project = await imported();
  const images = storedImagesAfter(project.database, 0, 100);
  const [spoilt, ...others] = images.map(({ sha256 }) => sha256);
  writeFileSync(imageFile(project, spoilt ?? ''), 'spoilt');
  const routine = startThumbnails(project, fail, 5);
  const there = (sha256: string): boolean => existsSync(thumbnailPath(project.folder, sha256));
  await vi.waitFor(() => expect(others.every(there)).toBe(true), { timeout: 20_000 });
  await routine.stop();
  expect(there(spoilt ?? '')).toBe(false);
});

test('stopping ends it at once, and closing the project after it finds nothing under way', async () => {
  const project = await imported();
  const routine = startThumbnails(project, fail, 5);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await routine.stop();
  await project.close();
});

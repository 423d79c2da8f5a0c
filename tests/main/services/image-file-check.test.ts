import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkImageFile } from '../../../src-main/services/image-file-check';
import { imageDetail, imageFile } from '../../../src-main/services/image-service';
import { importSource } from '../../../src-main/services/import-service';
import { grayPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { temporaryFolder, temporaryProject } from '../temporary-project';

test('an image whose file is gone or has changed is named, and put right by importing it again', async () => {
  const source = temporaryFolder();
  writeTo(join(source, 'a.png'), await grayPng(1));
  const project = await temporaryProject();
  const request = { source, format: 'auto', texture: null };
  await importSource(project, request, quietly);
  const file = imageFile(project, imageDetail(project, 1).sha256);
  await checkImageFile(project, 1);

  for (const damage of [() => rmSync(file), () => writeFileSync(file, 'spoilt')]) {
    damage();
    await expect(checkImageFile(project, 1)).rejects.toMatchObject({
      failure: { kind: 'project-damaged', message: expect.stringContaining(file) },
    });
    await importSource(project, request, quietly);
    await checkImageFile(project, 1);
  }
});

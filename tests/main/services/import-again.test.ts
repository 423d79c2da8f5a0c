import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { importSource } from '../../../src-main/services/import-service';
import { projectSummary, type OpenProject } from '../../../src-main/services/project-service';
import type { ImportSummary } from '../../../src-shared/ipc/views';
import { grayPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { storedFiles } from '../stored-files';
import { temporaryFolder, temporaryProject } from '../temporary-project';

function importFrom(project: OpenProject, source: string): Promise<ImportSummary> {
  return importSource(project, { source, format: 'auto', texture: null }, quietly);
}

describe('a plain folder', () => {
  test('gives unlabelled images, textures by folder, and every format that is read', async () => {
    const folder = join(temporaryFolder(), 'parts');
    const from = async (seed: number) => sharp(await grayPng(seed)).toColourspace('b-w');
    writeTo(join(folder, 'a.PNG'), await grayPng(1));
    writeTo(join(folder, 'steel/b.jpg'), await (await from(2)).jpeg().toBuffer());
    writeTo(join(folder, 'steel/deep/c.tiff'), await (await from(3)).tiff().toBuffer());
    writeTo(join(folder, 'wood/d.webp'), await (await from(4)).webp({ lossless: true }).toBuffer());
    const project = await temporaryProject();
    const summary = await importFrom(project, folder);
    expect(summary).toMatchObject({ added: 4, skipped: [] });
    expect(
      projectSummary(project).textures.map(({ name, unlabelled }) => [name, unlabelled]),
    ).toEqual([
      ['parts', 1],
      ['steel', 2],
      ['wood', 1],
    ]);
  });

  test('takes the texture that is asked for', async () => {
    const folder = temporaryFolder();
    writeTo(join(folder, 'sub/a.png'), await grayPng(1));
    const project = await temporaryProject();
    await importSource(project, { source: folder, format: 'auto', texture: ' felt ' }, quietly);
    expect(projectSummary(project).textures.map(({ name }) => name)).toEqual(['felt']);
  });
});

describe('taking images again, and stopping', () => {
  test('lists the same bytes with another label as a conflict, and keeps the first label', async () => {
    const folder = temporaryFolder();
    const image = await grayPng(1);
    writeTo(join(folder, 'one/Class1/1.png'), image);
    writeTo(join(folder, 'two/Class1/1.png'), await grayPng(9));
    writeTo(join(folder, 'two/Class1_def/1.png'), image);
    writeTo(join(folder, 'two/Class1_def/labels.txt'), '1 9 9 0 30 30');
    const project = await temporaryProject();
    await importFrom(project, join(folder, 'one'));
    const summary = await importFrom(project, join(folder, 'two'));
    expect(summary).toMatchObject({ added: 1, known: 1, skipped: [], ellipses: 0 });
    expect(summary.conflicts).toMatchObject([
      {
        file: 'Class1_def/1.png',
        reason:
          'the project has it as Class1/1.png, Class1, ok; the source says Class1, defective with 1 ellipse; the project’s label stays',
      },
    ]);
    expect(projectSummary(project).textures[0]).toMatchObject({ ok: 2, defective: 0 });
  });

  test('a cancelled import leaves whole batches, no stray file, and can be taken up again', async () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 60; i += 1) writeTo(join(folder, `${i}.png`), await grayPng(i, 32, 32));
    const project = await temporaryProject();
    const signal = { cancelled: false };
    const heard: number[] = [];
    const summary = await importSource(
      project,
      { source: folder, format: 'auto', texture: null },
      {
        signal,
        onProgress: ({ done, total }) => {
          expect(total).toBe(60);
          heard.push(done);
          signal.cancelled = heard.length === 2;
        },
      },
    );
    expect(heard).toEqual([16, 32]);
    expect(summary).toMatchObject({ added: 32, cancelled: true });
    expect(projectSummary(project).images).toBe(32);
    expect(storedFiles(project)).toHaveLength(32);
    expect(await importFrom(project, folder)).toMatchObject({
      added: 28,
      known: 32,
      cancelled: false,
    });
    expect(storedFiles(project)).toHaveLength(60);
  });
});

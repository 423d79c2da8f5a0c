import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { clustersOf } from '../../../src-main/services/duplicate-clusters';
import { imageFile, imagesPage } from '../../../src-main/services/image-service';
import { importSource } from '../../../src-main/services/import-service';
import { changeImages } from '../../../src-main/services/many-images-service';
import {
  groupDuplicates,
  nearDuplicates,
} from '../../../src-main/services/near-duplicates-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { addSample } from '../../../src-main/services/sample-service';
import { assignSides } from '../../../src-main/services/split-service';
import { defaultHashDistance } from '../../../src-shared/dataset/perceptual-hash';
import { quietly } from '../quiet-hooks';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { quietBites } from './quiet-bites';

const filter = { textureId: null, verdict: null, text: '' };
const anywhere = { split: null, distance: defaultHashDistance };

/** 20 images of two textures, and of the first six a copy: other format, brightness and size. */
async function withCopies(): Promise<OpenProject> {
  const project = await temporaryProject();
  await addSample(project, { textures: 2, ok: 8, defective: 2, size: 192, seed: 5 }, quietly);
  const folder = join(temporaryFolder(), 'copies');
  mkdirSync(folder);
  for (const row of imagesPage(project, filter, 0, 6).rows) {
    await sharp(imageFile(project, row.sha256))
      .resize(160)
      .linear(1.1, 6)
      .jpeg({ quality: 80 })
      .toFile(join(folder, `${basename(row.name, '.png')}-copy.jpg`));
  }
  await importSource(project, { source: folder, format: 'auto', texture: 'moire' }, quietly);
  const selection = { kind: 'filter', filter, except: [] } as const;
  const ok = { kind: 'verdict', verdict: 'ok', deleteEllipses: true } as const;
  await changeImages(project, selection, ok, quietBites);
  return project;
}

describe('near-duplicates', () => {
  test('are copies in another format, size and brightness, and nothing else', async () => {
    const project = await withCopies();
    const report = await nearDuplicates(project, anywhere, quietBites);
    expect(report).toMatchObject({ images: 26, pairs: 6, across: 0, unreadable: 0 });
    const names = report.shown.map(({ images: [one, other] }) => [
      basename(one.name, '.png'),
      basename(other.name, '-copy.jpg'),
    ]);
    for (const [one, other] of names) expect(other).toBe(one);
  });

  test('across test and training are found, and share a side once they are grouped', async () => {
    const project = await withCopies();
    const request = { splitSeed: 1, trial: 1, validationShare: 0 };
    await assignSides(project, request);
    const query = { split: { splitSeed: 1, trial: 1 }, distance: defaultHashDistance };
    const before = await nearDuplicates(project, query, quietBites);
    expect(before.splits).toEqual([{ splitSeed: 1, trial: 1 }]);
    expect(before.across).toBeGreaterThan(0);
    expect(before.shown[0]?.images.map(({ side }) => side).sort()).toEqual(['test', 'training']);
    const grouped = await groupDuplicates(project, query, true, quietBites);
    expect(grouped.changed).toBe(2 * before.across);
    await assignSides(project, request);
    expect(await nearDuplicates(project, query, quietBites)).toMatchObject({ pairs: 6, across: 0 });
  });

  test('get the hashes that are missing, and pass over files that cannot be read', async () => {
    const project = await withCopies();
    project.database.exec('UPDATE images SET perceptual_hash = NULL WHERE id > 4');
    const [first, , , , fifth] = imagesPage(project, filter, 0, 5).rows;
    await copyFile(
      imageFile(project, first?.sha256 ?? ''),
      imageFile(project, fifth?.sha256 ?? ''),
    );
    const heard: (readonly [number, number])[] = [];
    const report = await nearDuplicates(project, anywhere, {
      ...quietBites,
      onProgress: (done, total) => heard.push([done, total]),
    });
    expect(report).toMatchObject({ images: 25, pairs: 5, unreadable: 1 });
    expect(heard).toEqual([
      [16, 22],
      [22, 22],
    ]);
    await expect(
      nearDuplicates(project, { ...anywhere, split: { splitSeed: 9, trial: 1 } }, quietBites),
    ).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });

  test('hang together by others and by groups, of which the largest gives the name', () => {
    const groups = [null, 'a', 'b', 'b', null, 'c', null, null];
    const images = groups.map((groupName) => ({ groupName }));
    const pairs = [
      { one: 0, other: 1 },
      { one: 1, other: 2 },
      { one: 6, other: 7 },
    ];
    expect(clustersOf(images, pairs)).toEqual([
      { members: [0, 1, 2, 3], group: 'b' },
      { members: [6, 7], group: null },
    ]);
  });

  const real = process.env['ELLIPSIGHT_REAL_IMAGES'] ?? '';
  test.skipIf(!existsSync(real))(
    'among real images of one texture are rare (needs ELLIPSIGHT_REAL_IMAGES, a folder of different images)',
    async () => {
      const project = await temporaryProject();
      await importSource(project, { source: real, format: 'auto', texture: null }, quietly);
      const { images, pairs } = await nearDuplicates(project, anywhere, quietBites);
      expect(readdirSync(real).length).toBeGreaterThan(1);
      expect(pairs / ((images * (images - 1)) / 2)).toBeLessThan(1e-4);
    },
  );
});

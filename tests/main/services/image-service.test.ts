import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  imageDetail,
  imageFile,
  imageNeighbours,
  imagesPage,
  pageLimit,
  thumbnailFile,
  viewableFile,
} from '../../../src-main/services/image-service';
import { importSource } from '../../../src-main/services/import-service';
import { setVerdict } from '../../../src-main/services/labelling-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { verdicts } from '../../../src-shared/dataset/label';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { ImageFilter } from '../../../src-shared/ipc/views';
import { grayPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { seedImages } from '../seeded-images';
import { temporaryFolder, temporaryProject } from '../temporary-project';

const everything: ImageFilter = { textureId: null, verdict: null, text: '' };

/** 60 images: textures a, b, c by turns; every fifth ok, the others unlabelled, every seventh unsure then. */
async function seeded(): Promise<OpenProject> {
  const project = await temporaryProject();
  seedImages(
    project,
    Array.from({ length: 60 }, (_, i) => ({
      texture: ['a', 'b', 'c'][i % 3] ?? 'a',
      verdict: i % 5 === 0 ? ('ok' as const) : ('unlabelled' as const),
    })),
  );
  for (let id = 1; id <= 60; id += 7) setVerdict(project, id, 'unsure', false);
  project.database.prepare('UPDATE images SET excluded = 1 WHERE id % 11 = 0').run();
  return project;
}

describe('pages of images', () => {
  test('show what the filter lets through, in order, with the right total', async () => {
    const project = await seeded();
    const all = imagesPage(project, everything, 0, 500);
    // 60 less the five that are excluded: 11, 22, 33, 44, 55.
    expect(all.total).toBe(55);
    expect(all.rows.map(({ id }) => id).slice(8, 12)).toEqual([9, 10, 12, 13]);
    fc.assert(
      fc.property(
        fc.constantFrom(null, 1, 2, 3, 99),
        fc.constantFrom(null, ...verdicts),
        fc.constantFrom('', '1', 'SEEDED-2', '.png', '%', '_', 'nowhere'),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (textureId, verdict, text, offset, limit) => {
          const expected = all.rows.filter(
            (row) =>
              (textureId === null || row.textureId === textureId) &&
              (verdict === null || row.verdict === verdict) &&
              row.name.toLowerCase().includes(text.toLowerCase()),
          );
          const page = imagesPage(project, { textureId, verdict, text }, offset, limit);
          expect(page.total).toBe(expected.length);
          expect(page.rows).toEqual(expected.slice(offset, offset + limit));
        },
      ),
    );
  });

  test('are never longer than the limit', async () => {
    const project = await temporaryProject();
    seedImages(project, new Array(600).fill({ texture: 'a', verdict: 'ok' }));
    expect(imagesPage(project, everything, 0, 10_000).rows).toHaveLength(pageLimit);
  });

  test('are read from indexes, however they are filtered', async () => {
    const project = await temporaryProject();
    const plan = (where: string): string =>
      project.database
        .prepare<[], { detail: string }>(
          `EXPLAIN QUERY PLAN SELECT id FROM images WHERE excluded = 0 ${where} ORDER BY id LIMIT 9 OFFSET 9`,
        )
        .all()
        .map(({ detail }) => detail)
        .join('; ');
    for (const where of [
      'AND texture_id = 1',
      `AND verdict = 'ok'`,
      `AND texture_id = 1 AND verdict = 'ok'`,
    ]) {
      expect(plan(where)).toMatch(/SEARCH images USING COVERING INDEX/);
      expect(plan(`${where} AND name LIKE '%x%'`)).toMatch(/SEARCH images USING COVERING INDEX/);
      expect(plan(where)).not.toMatch(/TEMP B-TREE/);
    }
  });

  test('know the images before and after one, and where it stands', async () => {
    const project = await seeded();
    const filter: ImageFilter = { ...everything, textureId: 1 };
    const ids = imagesPage(project, filter, 0, 500).rows.map(({ id }) => id);
    ids.forEach((id, position) => {
      expect(imageNeighbours(project, id, filter)).toEqual({
        previous: ids[position - 1] ?? null,
        next: ids[position + 1] ?? null,
        position,
        total: ids.length,
      });
    });
  });
});

describe('one image', () => {
  test('that is not there is not found', async () => {
    const project = await temporaryProject();
    expect(() => imageDetail(project, 1)).toThrow(ExpectedFailure);
    expect(() => imageFile(project, 'f'.repeat(64))).toThrow(ExpectedFailure);
  });

  test('has its original bytes and a thumbnail, made once', async () => {
    const project = await temporaryProject();
    const folder = temporaryFolder();
    const bytes = await grayPng(1, 600, 300);
    writeTo(join(folder, 'a.png'), bytes);
    await importSource(project, { source: folder, format: 'auto', texture: null }, quietly);
    const { sha256 } = imageDetail(project, 1);
    const original = imageFile(project, sha256);
    expect(original).toBe(join(project.folder, 'images', sha256.slice(0, 2), `${sha256}.png`));
    expect(existsSync(original)).toBe(true);
    const [first, second] = await Promise.all([
      thumbnailFile(project, sha256),
      thumbnailFile(project, sha256),
    ]);
    expect(second).toBe(first);
    const { format, width, height } = await sharp(first).metadata();
    expect({ format, width, height }).toEqual({ format: 'webp', width: 256, height: 128 });
    expect(await viewableFile(project, sha256)).toBeNull();
  });

  test('has a picture of every pixel where its format is TIFF', async () => {
    const project = await temporaryProject();
    const folder = temporaryFolder();
    const samples = Uint16Array.from({ length: 600 * 4 }, (_, i) => (i % 256) * 257);
    const bytes = await sharp(samples, { raw: { width: 600, height: 4, channels: 1 } })
      .toColourspace('grey16')
      .tiff({ compression: 'lzw' })
      .toBuffer();
    writeTo(join(folder, 'a.tif'), bytes);
    await importSource(project, { source: folder, format: 'auto', texture: null }, quietly);
    const { sha256 } = imageDetail(project, 1);
    const picture = (await viewableFile(project, sha256)) ?? '';
    expect(await viewableFile(project, sha256)).toBe(picture);
    const pixels = await sharp(picture)
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(pixels.info).toMatchObject({ width: 600, height: 4, channels: 1 });
    expect([...pixels.data]).toEqual(Array.from(samples, (value) => value / 257));
  });
});

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportLabels } from '../../../src-main/services/label-export-service';
import { bmpFile } from '../bmp-file';
import { projectOf } from '../exporters/labelled-project';
import { grayImage, grayPng, maskPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { importFrom } from '../services/checked-import';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { itemsOf, sourceOf } from './source-items';
import sharp from 'sharp';

async function pairs(files: readonly string[]): Promise<readonly string[] | null> {
  const items = await itemsOf('masks', sourceOf(files));
  return items?.images.map(({ name, masks }) => `${name} ${masks[0]?.name ?? '-'}`) ?? null;
}

describe('masks', () => {
  test.each([
    ['x_mask', ['a/x.png', 'a/x_mask.png', 'a/y.png'], ['a/x.png a/x_mask.png', 'a/y.png -']],
    ['x_GT', ['train/7.png', 'train/7_GT.png'], ['train/7.png train/7_GT.png']],
    [
      'x_label, in another format',
      ['kos01/P0.jpg', 'kos01/P0_label.bmp'],
      ['kos01/P0.jpg kos01/P0_label.bmp'],
    ],
    ['a folder below', ['a/x.png', 'a/masks/x.png'], ['a/x.png a/masks/x.png']],
    ['folders side by side', ['images/t/x.tif', 'masks/t/x.png'], ['t/x.tif masks/t/x.png']],
    [
      'folders side by side, with a suffix',
      ['t/img/x.png', 't/gt/x-mask.png'],
      ['t/img/x.png t/gt/x-mask.png'],
    ],
  ] as const)('are found by their names: %s', async (_, files, expected) => {
    expect(await pairs(files)).toEqual(expected);
  });

  test('without an image are listed, and images called like one are images', async () => {
    const items = await itemsOf(
      'masks',
      sourceOf(['a.png', 'masks/a.png', 'masks/b.png', 'c_mask.png']),
    );
    expect(items?.skipped).toEqual([
      { file: 'masks/b.png', reason: 'lies where masks are, but has no image' },
    ]);
    expect(items?.images.map(({ name }) => name)).toEqual(['set/a.png', 'set/c_mask.png']);
    expect(await pairs(['c_mask.png', 'images/d.png'])).toBeNull();
  });

  test('that were exported come back as ellipses that cover the same pixels', async () => {
    const one = { x: 20, y: 30, a: 12, b: 6, angle: 0.5 };
    const two = { x: 50, y: 12, a: 8, b: 8, angle: 0 };
    const project = await projectOf([null, [one], [one, two]]);
    const out = join(temporaryFolder(), 'out');
    await exportLabels(project, { out, format: 'masks', withImages: true }, quietly);
    const again = await temporaryProject();
    const summary = await importFrom(again, out);
    expect(summary).toMatchObject({ added: 3, ellipses: 3, skipped: [] });
    expect(summary.poorFits).toBeUndefined();
    const rows = again.database
      .prepare('SELECT x, y, a, b, origin, fit_iou AS iou FROM ellipses ORDER BY image_id, id')
      .all() as readonly { x: number; y: number; a: number; b: number; iou: number }[];
    for (const [i, expected] of [one, one, two].entries()) {
      const row = rows[i];
      expect(row).toMatchObject({ origin: 'fitted' });
      expect(row?.iou).toBeGreaterThan(0.95);
      expect(Math.hypot((row?.x ?? 0) - expected.x, (row?.y ?? 0) - expected.y)).toBeLessThan(0.3);
      expect(Math.abs((row?.a ?? 0) - expected.a)).toBeLessThan(0.4);
    }
  });

  test('in class numbers, in colour and as BMP are masks; a dark JPEG says nothing', async () => {
    const folder = join(temporaryFolder(), 'felt');
    const disc = await sharp(await maskPng(64, 64, 12))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    for (const i of [1, 2, 3, 4]) writeTo(join(folder, `${i}.png`), await grayPng(i));
    const classes = Uint8Array.from(disc, (value) => value / 255);
    writeTo(join(folder, '1_mask.png'), await grayImage(classes, 64, 64));
    const red = Uint8Array.from({ length: 3 * 64 * 64 }, (_, i) =>
      i % 3 === 0 ? (disc[i / 3] ?? 0) : 0,
    );
    writeTo(
      join(folder, '2_mask.png'),
      await sharp(red, { raw: { width: 64, height: 64, channels: 3 } })
        .png()
        .toBuffer(),
    );
    const pixels = [...disc].map((value) => [value, value, value]);
    const palette = [
      [0, 0, 0],
      [255, 255, 255],
    ];
    writeTo(join(folder, '3_mask.bmp'), bmpFile(pixels, 64, { bits: 8, palette }));
    const dark = await sharp(
      await grayImage(
        disc.map((value) => Math.min(value, 3)),
        64,
        64,
      ),
    )
      .jpeg()
      .toBuffer();
    writeTo(join(folder, '4_mask.jpg'), dark);
    const project = await temporaryProject();
    const { skipped, ellipses } = await importFrom(project, folder);
    expect(ellipses).toBe(3);
    const rows = project.database
      .prepare('SELECT DISTINCT round(x, 1) AS x, round(a, 0) AS a FROM ellipses')
      .all();
    expect(rows).toEqual([{ x: 32, a: 12 }]);
    expect(skipped).toEqual([
      {
        file: 'felt/4_mask.jpg',
        reason: expect.stringMatching(
          /^is neither black nor white .*; felt\/4.png is taken unlabelled$/,
        ),
      },
    ]);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { exportLabels } from '../../../src-main/services/label-export-service';
import { quietly } from '../quiet-hooks';
import { grayImage, grayPng, maskPng, writeTo } from '../made-images';
import { importFrom, refusal } from '../services/checked-import';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { anyEllipse, labelsOf, mixedProject, projectOf } from '../exporters/labelled-project';

describe('labels that were exported', () => {
  test.each(['csv', 'coco', 'labelme'])('as %s come back to the last bit', async (format) => {
    const ellipses = fc.sample(anyEllipse, { numRuns: 12, seed: 7 });
    const project = await projectOf([null, ...ellipses.map((ellipse) => [ellipse]), ellipses]);
    const out = join(temporaryFolder(), 'felt');
    await exportLabels(project, { out, format, withImages: true }, quietly);
    const again = await temporaryProject();
    const summary = await importFrom(again, out);
    expect(summary).toMatchObject({ added: 14, ellipses: 24, skipped: [], conflicts: [] });
    expect(labelsOf(again)).toEqual(labelsOf(project));
  });

  test.each(['csv', 'coco', 'labelme'])('as %s keep verdicts and textures', async (format) => {
    const project = await mixedProject();
    const out = join(temporaryFolder(), 'out');
    await exportLabels(project, { out, format, withImages: true }, quietly);
    const again = await temporaryProject();
    await importFrom(again, out);
    // A review is somebody's who has looked at it here; it does not come along.
    const unreviewed = JSON.parse(
      JSON.stringify(labelsOf(project)).replaceAll('"reviewed"', '"labelled"'),
    ) as unknown;
    expect(labelsOf(again)).toEqual(unreviewed);
  });
});

const square = [10, 10, 50, 10, 50, 50, 10, 50];

/** A folder `felt` with one image `1.png` of 64 × 64 pixels. */
async function felt(): Promise<string> {
  const folder = join(temporaryFolder(), 'felt');
  writeTo(join(folder, '1.png'), await grayPng(1));
  return folder;
}

async function stored(folder: string): Promise<{ summary: object; ellipses: readonly object[] }> {
  const project = await temporaryProject();
  const summary = await importFrom(project, folder);
  const ellipses = project.database
    .prepare('SELECT x, y, a, b, origin, fit_iou AS iou FROM ellipses ORDER BY id')
    .all() as readonly object[];
  return { summary, ellipses };
}

function coco(annotation: object): string {
  return JSON.stringify({
    images: [{ id: 7, file_name: '1.png', width: 64, height: 64 }],
    annotations: [{ id: 1, image_id: 7, category_id: 3, ...annotation }],
  });
}

describe('labels of other programs', () => {
  test('a COCO box becomes the inscribed ellipse, marked as such', async () => {
    const folder = await felt();
    writeTo(join(folder, 'a.json'), coco({ bbox: [10, 20, 30, 10] }));
    const { ellipses } = await stored(folder);
    expect(ellipses).toEqual([{ x: 25, y: 25, a: 15, b: 5, origin: 'inscribed', iou: null }]);
  });

  test('a COCO polygon and the same region as RLE give the same fit, and its IoU', async () => {
    // Columns 10 to 49, rows 10 to 49 of 64.
    const counts = [10 * 64 + 10, ...Array.from({ length: 39 }, () => [40, 24]).flat(), 40];
    const fits = [];
    for (const segmentation of [[square], { counts, size: [64, 64] }]) {
      const folder = await felt();
      writeTo(join(folder, 'a.json'), coco({ segmentation, bbox: [0, 0, 1, 1] }));
      const { ellipses } = await stored(folder);
      fits.push(ellipses);
    }
    expect(fits[0]).toEqual(fits[1]);
    expect(fits[0]).toEqual([expect.objectContaining({ origin: 'fitted' })]);
    expect(fits[0]?.[0]).toMatchObject({ x: expect.closeTo(30, 0), y: expect.closeTo(30, 0) });
  });

  test('a polygon that no ellipse fits is listed with its IoU', async () => {
    const folder = await felt();
    const cross = [
      28, 2, 36, 2, 36, 28, 62, 28, 62, 36, 36, 36, 36, 62, 28, 62, 28, 36, 2, 36, 2, 28, 28, 28,
    ];
    writeTo(join(folder, 'a.json'), coco({ segmentation: [cross] }));
    const { summary } = await stored(folder);
    expect(summary).toMatchObject({
      poorFits: [
        { file: 'felt/1.png', reason: expect.stringMatching(/with an IoU of 0\.[0-7]\d$/) },
      ],
    });
  });

  test('an edited LabelMe polygon counts, and not the ellipse that was beside it', async () => {
    const project = await projectOf([[{ x: 20, y: 20, a: 8, b: 4, angle: 0 }]]);
    const out = join(temporaryFolder(), 'out');
    await exportLabels(project, { out, format: 'labelme', withImages: true }, quietly);
    const file = join(out, 'images/felt/1.json');
    const content = JSON.stringify({
      imagePath: '1.png',
      imageWidth: 64,
      imageHeight: 64,
      shapes: [
        {
          points: [
            [10, 10],
            [50, 10],
            [50, 50],
            [10, 50],
          ],
          shape_type: 'polygon',
          ellipse: { x: 20, y: 20, a: 8, b: 4, angle: 0, origin: 'drawn', fit_iou: null },
        },
      ],
    });
    writeFileSync(file, content);
    const { ellipses } = await stored(out);
    expect(ellipses).toMatchObject([{ x: expect.closeTo(30, 0), origin: 'fitted' }]);
  });

  test('a mask and a turned rectangle of LabelMe become ellipses; a line is refused by name', async () => {
    const folder = await felt();
    const half = Math.SQRT1_2;
    const shape = (shape_type: string, points: number[][], more = {}): object => ({
      ...{ label: 'x', shape_type, points, ...more },
    });
    // LabelMe's own numbers: 0 outside, 1 inside.
    const disc = await sharp(await maskPng(21, 21, 10))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    const mask = await grayImage(
      disc.map((value) => value / 255),
      21,
      21,
    );
    // 12 long at 45°, and 4 wide.
    const turned = [
      [32 - 10 * half, 50 - 10 * half],
      [32 + 2 * half, 50 + 2 * half],
      [32 + 6 * half, 50 - 2 * half],
      [32 - 6 * half, 50 - 14 * half],
    ];
    const shapes = [
      shape(
        'mask',
        [
          [30, 5],
          [50, 25],
        ],
        { mask: mask.toString('base64') },
      ),
      shape('oriented_rectangle', turned),
    ];
    const content = (all: readonly object[]): string =>
      JSON.stringify({ imagePath: '1.png', imageWidth: 64, imageHeight: 64, shapes: all });
    writeTo(join(folder, '1.json'), content(shapes));
    const { ellipses } = await stored(folder);
    expect(ellipses).toEqual([
      // Columns 30 to 50, rows 5 to 25.
      {
        x: expect.closeTo(40.5, 1),
        y: expect.closeTo(15.5, 1),
        a: expect.closeTo(10, 0),
        b: expect.closeTo(10, 0),
        origin: 'fitted',
        iou: expect.closeTo(1, 1),
      },
      // Half-way between the first corner and the third.
      {
        x: expect.closeTo(32 - 2 * half, 6),
        y: expect.closeTo(50 - 6 * half, 6),
        a: expect.closeTo(6, 6),
        b: expect.closeTo(2, 6),
        origin: 'inscribed',
        iou: null,
      },
    ]);
    writeTo(
      join(folder, '1.json'),
      content([
        shape('line', [
          [1, 1],
          [2, 2],
        ]),
      ]),
    );
    expect((await refusal(folder, 'labelme')).message).toContain(
      '1.json: shape 1 is a line; polygons, rectangles, circles and masks are read',
    );
  });

  test('a broken CSV row is named with its line, and its image left out', async () => {
    const folder = await felt();
    writeTo(join(folder, '2.png'), await grayPng(2));
    writeTo(
      join(folder, 'list.csv'),
      'image,x,y,a,b,angle\n1.png,10,10,5,5,0\n2.png,ten,10,5,5,0\n9.png,1,1,1,1,0\n',
    );
    const { summary } = await stored(folder);
    expect(summary).toMatchObject({
      added: 1,
      skipped: [
        { file: 'list.csv', reason: 'line 3: x is "ten", not a number' },
        { file: 'list.csv', reason: 'line 4: there is no image 9.png' },
        { file: 'felt/2.png', reason: 'its row in list.csv, line 3, cannot be used' },
      ],
    });
  });

  test('names that lead out of the source find nothing, and keys like __proto__ do nothing', async () => {
    const folder = await felt();
    writeTo(join(folder, '../secret.png'), await grayPng(9));
    writeTo(
      join(folder, 'a.json'),
      `{"__proto__":{"polluted":1},"images":[{"id":"__proto__","file_name":"../secret.png","width":9,"height":9}],"annotations":[]}`,
    );
    const { summary } = await stored(folder);
    expect(summary).toMatchObject({
      added: 1,
      skipped: [{ file: 'a.json', reason: 'image 1: there is no image ../secret.png' }],
    });
    expect('polluted' in {}).toBe(false);
  });

  test('brackets a thousand deep are no JSON of ours', async () => {
    const folder = await felt();
    writeTo(join(folder, '1.json'), `${'['.repeat(1000)}${']'.repeat(1000)}`);
    expect(await refusal(folder, 'labelme')).toMatchObject({ kind: 'bad-input' });
  });
});

import type { LabelExportSummary } from '../../../src-shared/ipc/export-views';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { exportLabels, planLabelExport } from '../../../src-main/services/label-export-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { rasterise } from '../../../src-shared/labelling/ellipse-mask';
import { quietly } from '../quiet-hooks';
import { imagesFolder } from '../../../src-main/services/project-service';
import { storedFiles } from '../stored-files';
import { temporaryFolder } from '../temporary-project';
import { mixedProject, projectOf } from './labelled-project';

function exported(project: OpenProject, format: string, out: string): Promise<LabelExportSummary> {
  return exportLabels(project, { out, format, withImages: true }, quietly);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function grayPixels(file: string): Promise<Buffer> {
  return sharp(file).toColourspace('b-w').raw().toBuffer();
}

const circle = { x: 32, y: 32, a: 10, b: 10, angle: 0 };

describe('an export of labels', () => {
  test('as DAGM writes rows with 1-based centres, and leaves out and names what DAGM cannot hold', async () => {
    const project = await mixedProject();
    const out = join(temporaryFolder(), 'out');
    const { left, losses, ...summary } = await exported(project, 'dagm', out);
    expect(summary).toEqual({ format: 'dagm', folder: out, images: 2, ellipses: 1 });
    expect(filesIn(out)).toEqual(['felt/1.png', 'felt_def/2.png', 'felt_def/labels.txt']);
    expect(readFileSync(join(out, 'felt_def/labels.txt'), 'utf8')).toBe(
      '2\t10\t5.25\t-0.5\t20.623456789\t30.5\n',
    );
    expect(left).toEqual([
      { file: 'felt/3.png', reason: 'has 2 ellipses, DAGM has one' },
      { file: 'felt/4.png', reason: 'has 0 ellipses, DAGM has one' },
      { file: 'felt/5.png', reason: 'is unsure, which DAGM does not know' },
      { file: 'felt/6.png', reason: 'is unlabelled, which DAGM does not know' },
    ]);
    expect(losses).toEqual([
      '1 image with more than one ellipse: DAGM has one; left out.',
      '1 image with no ellipse although defective: DAGM needs one; left out.',
      '1 image with no label: left out.',
      '1 image with the verdict unsure, which DAGM does not know: left out.',
      '1 image with a review state, which is lost.',
    ]);
    expect((await planLabelExport(project, 'dagm')).losses).toEqual(losses);
  });

  test('as CSV holds one row an ellipse and every label', async () => {
    const project = await mixedProject();
    const out = join(temporaryFolder(), 'out');
    const summary = await exported(project, 'csv', out);
    expect(summary).toMatchObject({ images: 6, ellipses: 3, left: [], losses: [] });
    const lines = readFileSync(join(out, 'labels.csv'), 'utf8').split('\r\n');
    expect(lines).toHaveLength(1 + 7 + 1);
    expect(lines[2]).toMatch(
      /^images\/felt\/2\.png,[0-9a-f]{64},felt,defective,reviewed,,64,64,20\.123456789,30,10,5\.25,-0\.5,drawn,,,,,,$/,
    );
  });

  test('as COCO gives a box, an area and a polygon, and the ellipse in a field of its own', async () => {
    const project = await projectOf([[circle]]);
    const out = join(temporaryFolder(), 'out');
    await exported(project, 'coco', out);
    const coco = JSON.parse(readFileSync(join(out, 'annotations.json'), 'utf8')) as {
      annotations: { bbox: number[]; area: number; ellipse: unknown; segmentation: number[][] }[];
    };
    const [annotation] = coco.annotations;
    expect(coco).toMatchObject({
      images: [{ id: 1, file_name: 'images/felt/1.png', width: 64, height: 64 }],
      annotations: [{ id: 1, image_id: 1, category_id: 1, iscrowd: 0 }],
      categories: [{ id: 1, name: 'felt' }],
    });
    // The radius is stretched by 0.08 % to keep the area.
    annotation?.bbox.forEach((value, i) => expect(value).toBeCloseTo([22, 22, 20, 20][i] ?? 0, 1));
    expect(annotation?.area).toBeCloseTo(100 * Math.PI, 6);
    expect(annotation?.ellipse).toEqual({ ...circle, origin: 'drawn', fit_iou: null });
    expect(annotation?.segmentation[0]).toHaveLength(128);
  });

  test('as masks is white exactly where the ellipses are, and black for ok', async () => {
    const project = await mixedProject();
    const out = join(temporaryFolder(), 'out');
    await exported(project, 'masks', out);
    expect(filesIn(out)).toEqual([
      ...['1', '2', '3', '6'].map((name) => `images/felt/${name}.png`),
      ...['1', '2', '3'].map((name) => `masks/felt/${name}.png`),
    ]);
    const ellipses = project.database
      .prepare('SELECT x, y, a, b, angle FROM ellipses WHERE image_id = 3')
      .all() as Parameters<typeof rasterise>[0];
    const pixels = await grayPixels(join(out, 'masks/felt/3.png'));
    expect(pixels.equals(rasterise(ellipses, 64, 64).map((value) => value * 255))).toBe(true);
    const black = await grayPixels(join(out, 'masks/felt/1.png'));
    expect(Math.max(...black)).toBe(0);
  });

  test('copies the very bytes of each image, and leaves them out where only labels are asked for', async () => {
    const project = await projectOf([[circle]]);
    const folder = temporaryFolder();
    await exported(project, 'labelme', join(folder, 'both'));
    const [stored = ''] = storedFiles(project);
    expect(readFileSync(join(folder, 'both/images/felt/1.png'))).toEqual(
      readFileSync(join(imagesFolder(project), stored.slice(0, 2), stored)),
    );
    const out = join(folder, 'labels');
    await exportLabels(project, { out, format: 'labelme', withImages: false }, quietly);
    expect(filesIn(out)).toEqual(['images/felt/1.json']);
  });
});

describe('an export that cannot be', () => {
  test.each([
    ['of an unknown format', 'excel', 'out', 'wrong-use'],
    ['into a folder that is not empty', 'csv', 'full', 'bad-input'],
    ['into a file', 'csv', 'full/file', 'bad-input'],
    ['below a folder that is not there', 'csv', 'missing/out', 'bad-input'],
    ['into the project', 'csv', '../test.ellipsight/out', 'bad-input'],
  ])('%s is refused, and nothing is written', async (_, format, place, kind) => {
    const project = await projectOf([null]);
    const folder = join(dirname(project.folder), 'beside');
    mkdirSync(join(folder, 'full'), { recursive: true });
    writeFileSync(join(folder, 'full/file'), 'x');
    await expect(exported(project, format, join(folder, place))).rejects.toMatchObject({
      failure: { kind },
    });
    expect(readdirSync(folder)).toEqual(['full']);
    expect(existsSync(join(project.folder, 'out'))).toBe(false);
  });

  test('be finished, since an image file was spoilt or it was stopped, leaves nothing', async () => {
    const project = await projectOf([null, [circle]]);
    const folder = temporaryFolder();
    const request = { out: join(folder, 'out'), format: 'dagm', withImages: true };
    const stopped = { onProgress: () => undefined, signal: { cancelled: true } };
    await expect(exportLabels(project, request, stopped)).rejects.toMatchObject({
      failure: { kind: 'cancelled' },
    });
    expect(readdirSync(folder)).toEqual([]);
    const [stored = ''] = storedFiles(project);
    writeFileSync(join(imagesFolder(project), stored.slice(0, 2), stored), 'spoilt');
    await expect(exportLabels(project, request, quietly)).rejects.toMatchObject({
      failure: { kind: 'project-damaged' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('takes an empty folder that is there already', async () => {
    const project = await projectOf([null]);
    const out = temporaryFolder();
    await exported(project, 'csv', out);
    expect(filesIn(out)).toEqual(['images/felt/1.png', 'labels.csv']);
  });
});

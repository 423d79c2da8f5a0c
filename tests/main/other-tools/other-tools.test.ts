import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { exportLabels } from '../../../src-main/services/label-export-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { polygonArea, ellipsePolygon } from '../../../src-shared/labelling/ellipse-polygon';
import { canonicalEllipse, type Ellipse } from '../../../src-shared/labelling/ellipse';
import { labelsOf, projectOf } from '../exporters/labelled-project';
import { quietly } from '../quiet-hooks';
import { importFrom } from '../services/checked-import';
import { temporaryFolder, temporaryProject } from '../temporary-project';

// Needs a Python with pycocotools, labelme and Pillow: ELLIPSIGHT_PYTHON=…/bin/python. Skipped without; see
// docs/file-formats.md.
const python = process.env['ELLIPSIGHT_PYTHON'];

function run(script: string, folder: string): string {
  return execFileSync(python ?? '', [join(import.meta.dirname, script), folder], {
    encoding: 'utf8',
    env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

const inside = { x: 30.25, y: 24.5, a: 14, b: 6.5, angle: 0.6 };
const small = { x: 48, y: 50, a: 5, b: 4, angle: 1.2 };
const atBorder = { x: 2, y: 40, a: 12, b: 9, angle: -0.4 };

interface Finding {
  readonly tool: string;
  readonly image: string;
  readonly iou: number;
  readonly area?: number;
  readonly pixels?: number;
  readonly outside_box?: number;
}

interface Row extends Ellipse {
  readonly name: string;
  readonly origin: string;
  readonly iou: number | null;
}

function ellipsesOf({ database }: OpenProject): readonly Row[] {
  return database
    .prepare<[], Row>(
      `SELECT images.name AS name, x, y, a, b, angle, origin, fit_iou AS iou
       FROM ellipses JOIN images ON images.id = image_id ORDER BY images.name, ellipses.id`,
    )
    .all();
}

describe.skipIf(python === undefined)('files of other people’s tools', () => {
  test('read our exports as what they are, and keep the exact ellipses when they save them', async () => {
    const labels = [null, [inside], [inside, small], [atBorder]];
    const project = await projectOf(labels);
    const folder = temporaryFolder();
    const truth = Object.fromEntries(labels.map((marks, i) => [String(i + 1), marks ?? []]));
    writeFileSync(join(folder, 'truth.json'), JSON.stringify(truth));
    for (const format of ['coco', 'labelme', 'dagm', 'masks']) {
      await exportLabels(project, { out: join(folder, format), format, withImages: true }, quietly);
    }
    const findings = run('check_exports.py', folder)
      .trim()
      .split('\n')
      // Each line is a Finding: the script writes nothing else.
      .map((line) => JSON.parse(line) as Finding);
    for (const { tool, image, iou } of findings) {
      console.log(`${tool} reads ${image}: IoU ${iou.toFixed(4)}`);
    }
    const of = (name: string): readonly Finding[] => findings.filter(({ tool }) => tool === name);
    expect(of('pycocotools')).toHaveLength(4);
    expect(of('labelme')).toHaveLength(4);
    // DAGM has one ellipse an image: the image with two is left out.
    expect(of('dagm')).toHaveLength(2);
    expect(of('masks')).toHaveLength(4);
    expect(Math.min(...of('pycocotools').map(({ iou }) => iou))).toBeGreaterThan(0.95);
    expect(Math.min(...of('labelme').map(({ iou }) => iou))).toBeGreaterThan(0.97);
    expect(of('dagm').map(({ iou }) => iou)).toEqual([1, 1]);
    expect(of('masks').map(({ iou }) => iou)).toEqual([1, 1, 1, 1]);
    for (const [i, mark] of [inside, inside, small, atBorder].entries()) {
      const { area = 0, pixels = 0, outside_box: beyond = 9 } = of('pycocotools')[i] ?? {};
      expect(area).toBeCloseTo(polygonArea(ellipsePolygon(mark, 64, 64)), 6);
      expect(Math.abs(pixels - area) / area).toBeLessThan(0.05);
      expect(beyond).toBeLessThanOrEqual(1);
    }
    const again = await temporaryProject();
    const summary = await importFrom(again, join(folder, 'labelme-saved'), 'labelme');
    expect(summary).toMatchObject({ added: 4, ellipses: 4, skipped: [] });
    expect(labelsOf(again)).toEqual(labelsOf(project));
  });

  test('come in with the ellipses that were marked', async () => {
    const folder = temporaryFolder();
    const truth = { a: [inside], b: [inside, { ...small, x: 70 }], c: [atBorder], d: [] };
    writeFileSync(join(folder, 'truth.json'), JSON.stringify(truth));
    run('make_sources.py', folder);
    const expected = [...truth.a, ...truth.b, ...truth.c];
    for (const format of ['rle', 'polygons', 'labelme']) {
      const project = await temporaryProject();
      const summary = await importFrom(project, join(folder, format));
      expect(summary).toMatchObject({ added: 4, ellipses: 4, skipped: [] });
      expect(summary.poorFits).toBeUndefined();
      const rows = ellipsesOf(project);
      for (const [i, mark] of expected.entries()) {
        const row = rows[i];
        if (row === undefined) throw new Error(`${format} has no ellipse ${i}.`);
        const [found, wanted] = [canonicalEllipse(row), canonicalEllipse(mark)];
        const off = Math.hypot(found.x - wanted.x, found.y - wanted.y);
        console.log(`${format} ${row.name}: ${off.toFixed(2)} px off, IoU ${row.iou?.toFixed(3)}`);
        expect(row.origin).toBe('fitted');
        expect(row.iou).toBeGreaterThan(0.95);
        // What the border cuts off can only be guessed.
        expect(off).toBeLessThan(mark === atBorder ? 1.5 : 0.3);
        expect(Math.abs(found.a - wanted.a)).toBeLessThan(mark === atBorder ? 2 : 0.5);
        expect(Math.abs(found.b - wanted.b)).toBeLessThan(0.5);
      }
    }
    const boxes = await temporaryProject();
    expect(await importFrom(boxes, join(folder, 'voc'))).toMatchObject({ added: 4, ellipses: 4 });
    const [first] = ellipsesOf(boxes);
    // The box of the first ellipse: half width √(14²cos² + 6.5²sin²) = 12.12, half height √(14²sin² + 6.5²cos²) = 9.55.
    expect(first).toMatchObject({ origin: 'inscribed', angle: 0 });
    expect(Math.abs((first?.a ?? 0) - 12.12)).toBeLessThan(0.75);
    expect(Math.abs((first?.b ?? 0) - 9.55)).toBeLessThan(0.75);
    const bitmaps = await temporaryProject();
    const taken = await importFrom(bitmaps, join(folder, 'bmp'));
    expect(taken).toMatchObject({ added: 12, ellipses: 12, skipped: [] });
    const kinds = bitmaps.database
      .prepare('SELECT format, channels, count(*) AS images FROM images GROUP BY 1, 2 ORDER BY 2')
      .all();
    expect(kinds).toEqual([
      { format: 'bmp', channels: 1, images: 8 },
      { format: 'bmp', channels: 3, images: 4 },
    ]);
  });
});

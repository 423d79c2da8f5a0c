import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readEllipses } from '../../../src-main/database/label-queries';
import { imagesPage } from '../../../src-main/services/image-service';
import { importSource, previewSource } from '../../../src-main/services/import-service';
import { projectSummary, type OpenProject } from '../../../src-main/services/project-service';
import { rasterise, intersectionOverUnion } from '../../../src-shared/labelling/ellipse-mask';
import type { ImageRow, ImportSummary } from '../../../src-shared/ipc/views';
import { quietly } from '../quiet-hooks';
import { temporaryFolder, temporaryProject } from '../temporary-project';

// Real images, where they are: a copy of parts of DAGM 2007 beside the checkout.
const data = join(import.meta.dirname, '../../../../shared/data');
const why = existsSync(data) ? '' : ` (skipped: there is no ${data})`;
const withData = test.skipIf(why !== '');

const development = join(data, 'dagm-development');
const competition = join(data, 'dagm-competition');

function importFrom(project: OpenProject, source: string): Promise<ImportSummary> {
  return importSource(project, { source, format: 'auto', texture: null }, quietly);
}

function rows(project: OpenProject): readonly ImageRow[] {
  return imagesPage(project, { textureId: null, verdict: null, text: '' }, 0, 500).rows;
}

async function maskPixels(file: string): Promise<Uint8Array> {
  const gray = await sharp(file).toColourspace('b-w').raw().toBuffer();
  return gray.map((value) => (value > 127 ? 1 : 0));
}

/** Intersection over union of each defective image's ellipses with its mask. */
async function overlaps(
  project: OpenProject,
  maskOf: (row: ImageRow) => string,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (const row of rows(project).filter(({ verdict }) => verdict === 'defective')) {
    const raster = rasterise(readEllipses(project.database, row.id), row.width, row.height);
    found.push(intersectionOverUnion(raster, await maskPixels(maskOf(row))));
  }
  return found;
}

describe(`importing DAGM${why}`, () => {
  withData(
    'takes 186 images and 36 ellipses of the development set, equal to its masks',
    async () => {
      const project = await temporaryProject();
      expect((await previewSource(project, development)).textures).toEqual([
        { name: 'Class1', images: 186, defective: 36 },
      ]);
      const summary = await importFrom(project, development);
      expect(summary).toEqual({
        added: 186,
        known: 0,
        skipped: [],
        ellipses: 36,
        conflicts: [],
        cancelled: false,
      });
      expect(projectSummary(project).textures).toMatchObject([
        { id: 1, name: 'Class1', ok: 150, defective: 36, unlabelled: 0, unsure: 0, ellipses: 36 },
      ]);
      const found = await overlaps(project, ({ name }) =>
        join(data, 'dagm-development-masks', name.replace('Class1_def/', '')),
      );
      expect(found).toEqual(new Array(36).fill(1));

      const again = await importFrom(project, development);
      expect(again).toMatchObject({ added: 0, known: 186, skipped: [], conflicts: [] });
      expect(projectSummary(project).images).toBe(186);
    },
  );

  withData(
    'takes 240 images of the competition set, with an ellipse for each of 60 masks',
    async () => {
      const project = await temporaryProject();
      const summary = await importFrom(project, competition);
      expect(summary).toMatchObject({ added: 240, known: 0, skipped: [], ellipses: 60 });
      const defective = rows(project).filter(({ verdict }) => verdict === 'defective');
      expect(defective.map(({ ellipses }) => ellipses)).toEqual(new Array(60).fill(1));
      const found = await overlaps(project, ({ name }) =>
        join(competition, name.replace('Train/', 'Train/Label/').replace('.PNG', '_label.PNG')),
      );
      const mean = found.reduce((sum, iou) => sum + iou, 0) / found.length;
      console.log(
        `fitted ellipses: mean IoU ${mean.toFixed(4)}, least ${Math.min(...found).toFixed(4)}`,
      );
      expect(mean).toBeGreaterThanOrEqual(0.97);
    },
  );

  withData.each([
    ['the class folder, its sibling with it', join(development, 'Class1'), 186, 36],
    ['the defective folder alone', join(development, 'Class1_def'), 36, 36],
    ['a competition class', join(competition, 'Class8'), 240, 60],
    ['a part of a competition class', join(competition, 'Class8', 'Train'), 240, 60],
  ])('recognises %s', async (_, source, images, defective) => {
    const project = await temporaryProject();
    const name = source.includes('competition') ? 'Class8' : 'Class1';
    expect((await previewSource(project, source)).textures).toEqual([{ name, images, defective }]);
  });

  withData('keeps an image once that comes in both layouts, with agreeing labels', async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, 'one/Class1'), { recursive: true });
    await mkdir(join(folder, 'two/Class1'), { recursive: true });
    const image = join(development, 'Class1/1.png');
    await cp(image, join(folder, 'one/Class1/1.png'));
    await cp(image, join(folder, 'two/Class1/7.png'));
    const project = await temporaryProject();
    await importFrom(project, join(folder, 'one'));
    expect(await importFrom(project, join(folder, 'two'))).toMatchObject({
      added: 0,
      known: 1,
      conflicts: [],
    });
  });
});

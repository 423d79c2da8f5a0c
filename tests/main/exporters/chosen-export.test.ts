import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  exportLabels,
  planLabelExport,
  planLabelExports,
} from '../../../src-main/services/label-export-service';
import { exportFormats } from '../../../src-main/exporters/exporter';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { ImageChoice } from '../../../src-shared/ipc/image-choice';
import { quietly } from '../quiet-hooks';
import { temporaryFolder } from '../temporary-project';
import { mixedProject } from './labelled-project';

const filter = { textureId: null, verdict: 'defective', text: '' } as const;

test('only the chosen images are exported, and only they count for what a format loses', async () => {
  const project = await mixedProject();
  // Of the defective images 2, 3 and 4 the third has two ellipses, the fourth has none.
  const choice: ImageChoice = { kind: 'filter', filter, except: [4] };
  const plan = await planLabelExport(project, 'dagm', choice);
  expect(plan).toMatchObject({ images: 2, ellipses: 3 });
  expect(plan.losses).toEqual([
    '1 image with more than one ellipse: DAGM has one; left out.',
    '1 image with a review state, which is lost.',
  ]);
  const out = join(temporaryFolder(), 'out');
  const request = { out, format: 'csv', withImages: true, choice };
  expect(await exportLabels(project, request, quietly)).toMatchObject({ images: 2, ellipses: 3 });
  expect(readdirSync(join(out, 'images', 'felt')).sort()).toEqual(['2.png', '3.png']);
});

test('every format says beforehand what it cannot hold', async () => {
  const project = await mixedProject();
  const plans = await planLabelExports(project, { kind: 'ids', imageIds: [1, 2] });
  expect(plans.map(({ format }) => format).sort()).toEqual([...exportFormats].sort());
  expect(plans.every(({ images, ellipses }) => images === 2 && ellipses === 1)).toBe(true);
  expect(plans.find(({ format }) => format === 'csv')?.losses).toEqual([]);
});

test('a choice that chooses nothing is refused, and nothing is written', async () => {
  const project = await mixedProject();
  const above = temporaryFolder();
  const choice: ImageChoice = { kind: 'ids', imageIds: [99] };
  const request = { out: join(above, 'out'), format: 'csv', withImages: true, choice };
  await expect(exportLabels(project, request, quietly)).rejects.toThrow(ExpectedFailure);
  expect(readdirSync(above)).toEqual([]);
});

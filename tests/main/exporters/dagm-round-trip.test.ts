import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportLabels } from '../../../src-main/services/label-export-service';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import { quietly } from '../quiet-hooks';
import { importFrom } from '../services/checked-import';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { anyEllipse, projectOf } from './labelled-project';

test('what DAGM says is read back to its nine decimals, and written again digit for digit', async () => {
  // One set of many images instead of many sets of one: each costs a project.
  const ellipses = fc.sample(anyEllipse, { numRuns: 30, seed: 4 });
  const folder = temporaryFolder();
  const write = async (project: Awaited<ReturnType<typeof projectOf>>, name: string) => {
    const out = join(folder, name);
    await exportLabels(project, { out, format: 'dagm', withImages: true }, quietly);
    return readFileSync(join(out, 'felt_def/labels.txt'), 'utf8');
  };
  const first = await write(await projectOf(ellipses.map((ellipse) => [ellipse])), 'first');
  const again = await temporaryProject();
  const summary = await importFrom(again, join(folder, 'first'));
  expect(summary).toMatchObject({ added: 30, ellipses: 30, skipped: [] });
  expect(await write(again, 'second')).toBe(first);
  const rows = again.database
    .prepare('SELECT x, y, a, b, angle FROM ellipses ORDER BY id')
    .all() as readonly Ellipse[];
  rows.forEach((row, i) => {
    for (const key of ['x', 'y', 'a', 'b', 'angle'] as const) {
      expect(Math.abs(row[key] - (ellipses[i]?.[key] ?? NaN))).toBeLessThan(0.6e-9);
    }
  });
});

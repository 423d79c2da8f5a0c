import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testLookCounts } from '../../../src-main/database/test-look-queries';
import { decideRun } from '../../../src-main/services/evaluation-service';
import { createProject, type OpenProject } from '../../../src-main/services/project-service';
import { reportView, saveReport } from '../../../src-main/services/report-service';
import { storeDecidedRun, type MadeImage } from '../runs/decided-run';
import { temporaryFolder, testDeps } from '../temporary-project';

const noPrinter = (): Promise<Buffer> => Promise.reject(new Error('Only a PDF is printed.'));

const images: readonly MadeImage[] = [
  {
    name: 'one.png',
    texture: 0,
    defective: false,
    patches: [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
  },
  {
    name: 'two.png',
    texture: 1,
    defective: true,
    patches: [
      [3, 3, 3, 3],
      [2, 2, 2, 2],
    ],
  },
];

test('every look at test rates is counted by split and trial, those within a minute at one run once', async () => {
  let minutes = 0;
  const now = (): Date => new Date(Date.UTC(2026, 0, 1, 12, minutes));
  const folder = join(temporaryFolder(), 'looks.ellipsight');
  const project: OpenProject = await createProject(folder, { ...testDeps(), now });
  try {
    const run = await storeDecidedRun(project, ['felt', 'weave'], images);
    const other = await storeDecidedRun(project, ['felt', 'weave'], images);
    expect(testLookCounts(project.database)).toEqual([]);
    const looks = async (id: string): Promise<readonly number[]> =>
      (await reportView(project, id)).testLooks.map((row) => row.looks);
    expect(await looks(run)).toEqual([1, 1]);
    expect(await looks(run)).toEqual([1, 1]);
    // Another run looks at the same images.
    expect(await looks(other)).toEqual([2, 2]);
    minutes = 1;
    await decideRun(project, run);
    minutes = 2;
    const file = join(folder, '..', 'report.html');
    await saveReport(project, run, file, noPrinter);
    expect(testLookCounts(project.database).map((row) => row.looks)).toEqual([4, 4]);
    expect(readFileSync(file, 'utf8')).toContain('trial 1: 4, trial 2: 4');
    // A clock that was set back.
    minutes = 1;
    expect(await looks(run)).toEqual([5, 5]);
  } finally {
    await project.close();
  }
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluationDecisions } from '../../../src-main/services/kept-evaluation-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { testLooksOf } from '../../../src-main/services/test-look-service';
import type { KeptEvaluation } from '../../../src-shared/training/kept-evaluation';
import { temporaryProject } from '../temporary-project';
import { storeDecidedRun, type MadeImage } from './decided-run';

const images: readonly MadeImage[] = [
  { name: 'fine.png', texture: 0, defective: false, patches: [[0, 0, 0, 0]] },
  { name: 'overkill.png', texture: 0, defective: false, patches: [[0, 0, 0, 0]] },
  { name: 'escape.png', texture: 1, defective: true, patches: [[3, 3, 3, 3]] },
];

const kept: KeptEvaluation = {
  formatVersion: 1,
  trial: 1,
  iteration: 4,
  side: 'test',
  accuracy: 1 / 3,
  loss: 1.25,
  images: [0, 1, 2],
  classes: [0, 1, 2],
  scores: [0.01, 0.75, 0.25],
  patches: ['0 0 0 0', '0 0 1 0', '2 2 2 2'],
};

async function withKept(text: string): Promise<{ project: OpenProject; run: string }> {
  const project = await temporaryProject();
  const run = await storeDecidedRun(project, ['Steel', 'Wood'], images);
  const folder = join(project.folder, 'runs', run, 'trial-1', 'evaluations');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '00000004.json'), text);
  return { project, run };
}

describe('the decisions of one evaluation', () => {
  test('are counted again, the wrong ones shown as in a report, and a look at a test side counts', async () => {
    const { project, run } = await withKept(JSON.stringify(kept));
    const found = await evaluationDecisions(project, run, 1, 4);
    expect(found).toMatchObject({ run, trial: 1, iteration: 4, side: 'test', images: 3 });
    expect(found.accuracy).toBe(1 / 3);
    expect(found.textures).toMatchObject([
      { texture: 'Steel', tn: 1, fp: 1, tpr: null, tnr: 0.5, overkills: 1 },
      { texture: 'Wood', tp: 0, fn: 1, tpr: 0, escapes: 1 },
    ]);
    expect(found.wrongTotal).toBe(2);
    expect(found.wrong.map(({ name, score }) => [name, score])).toEqual([
      ['escape.png', 0.25],
      ['overkill.png', 0.75],
    ]);
    expect(found.wrong[1]?.patches.map((patch) => patch.class)).toEqual([0, 0, 1, 0]);
    expect(testLooksOf(project, 1, [1])).toMatchObject([{ trial: 1, looks: 1 }]);
  });

  test('fail in one sentence where there are none, and where their file is damaged', async () => {
    const { project, run } = await withKept('{"formatVersion":1,"im');
    await expect(evaluationDecisions(project, run, 1, 4)).rejects.toMatchObject({
      failure: { kind: 'project-damaged' },
    });
    await expect(evaluationDecisions(project, run, 1, 8)).rejects.toMatchObject({
      failure: {
        kind: 'not-found',
        message: `Run ${run} kept no decisions at iteration 8 of trial 1.`,
      },
    });
    await expect(evaluationDecisions(project, 'nothing', 1, 4)).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });

  test('columns of unequal length are damage, too', async () => {
    const { project, run } = await withKept(JSON.stringify({ ...kept, scores: [0.5] }));
    await expect(evaluationDecisions(project, run, 1, 4)).rejects.toMatchObject({
      failure: { kind: 'project-damaged' },
    });
  });
});

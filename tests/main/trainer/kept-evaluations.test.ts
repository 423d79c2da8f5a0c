import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJob } from '../../../src-main/trainer-process/run-job';
import type { KeptEvaluation } from '../../../src-shared/training/kept-evaluation';
import type { TrialResult } from '../../../src-shared/training/trainer-job';
import { recordingContext, temporaryFolder, tinyTeacherPlan, writeTeacherJob } from './tiny-job';

test('what is decided on each image is kept for every evaluation', async () => {
  const folder = temporaryFolder();
  const { images } = writeTeacherJob(folder, { ...tinyTeacherPlan, iterations: 12 });
  await runJob(recordingContext(folder));
  const trial = join(folder, 'trial-1');
  // The trainer wrote it a moment ago, as this type.
  const result = JSON.parse(readFileSync(join(trial, 'result.json'), 'utf8')) as TrialResult;
  const { evaluations, validation } = result;
  expect(readdirSync(join(trial, 'evaluations')).sort()).toEqual([
    '00000006.json',
    '00000012.json',
  ]);
  for (const { iteration, accuracy } of evaluations) {
    const name = `${String(iteration).padStart(8, '0')}.json`;
    const text = readFileSync(join(trial, 'evaluations', name), 'utf8');
    const decided = JSON.parse(text) as KeptEvaluation;
    expect(decided).toMatchObject({ trial: 1, iteration, side: 'validation', accuracy });
    expect(decided.images).toEqual(validation.map(({ image }) => image));
    const right = decided.images.filter((index, at) => {
      const image = images[index];
      if (image === undefined) throw new Error(`There is no image ${index}.`);
      return decided.classes[at] === 2 * image.texture + (image.defective ? 1 : 0);
    });
    expect(right.length / decided.images.length).toBe(accuracy);
    // Defective is what has a patch of a defective class; three positions an axis make nine patches.
    decided.patches.forEach((patches, at) => {
      const classes = patches.split(' ').map(Number);
      expect(classes).toHaveLength(9);
      const defective = classes.some((patchClass) => patchClass % 2 === 1);
      expect((decided.classes[at] ?? 0) % 2).toBe(defective ? 1 : 0);
    });
  }
});

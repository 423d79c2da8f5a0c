import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runJob } from '../../../src-main/trainer-process/run-job';
import { teacherLogitsFile, type TrialResult } from '../../../src-shared/training/trainer-job';
import type { TrainerEvent } from '../../../src-shared/training/training-progress';
import {
  recordingContext,
  steps,
  temporaryFolder,
  tinyStudentPlan,
  tinyTeacherPlan,
  writeStudentJob,
  writeTeacherJob,
} from './tiny-job';

const transferPlan = {
  ...tinyTeacherPlan,
  mode: 'transfer',
  frozenBlocks: 1,
  optimiser: 'sgd',
  momentum: 0.9,
  learningRate: 0.001,
} as const;

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function resultOf(folder: string): TrialResult {
  // The trainer wrote it a moment ago, as this type.
  return JSON.parse(readFileSync(join(folder, 'trial-1/result.json'), 'utf8')) as TrialResult;
}

/** Runs a job to its end in this process. */
async function runWhole(folder: string): Promise<readonly TrainerEvent[]> {
  const context = recordingContext(folder);
  await runJob(context);
  expect(context.events.at(-1)).toEqual({ kind: 'done' });
  return context.events;
}

test('a student comes close to its teacher’s logits, and resumes to the same bits', async () => {
  const teacherFolder = temporaryFolder();
  const teacherPlan = { ...tinyTeacherPlan, patchSize: 32, iterations: 16 };
  writeTeacherJob(teacherFolder, teacherPlan);
  await runWhole(teacherFolder);
  const model = readFileSync(join(teacherFolder, 'trial-1/model.safetensors'));
  const whole = temporaryFolder();
  writeStudentJob(whole, tinyStudentPlan, { plan: teacherPlan, model });
  const losses = steps(await runWhole(whole)).map(({ loss }) => loss);
  expect(Math.min(...losses.slice(-5))).toBeLessThan(0.5 * (losses[0] ?? 0));
  const folder = temporaryFolder();
  writeStudentJob(folder, tinyStudentPlan, { plan: teacherPlan, model });
  await runJob(
    recordingContext(folder, {
      stopAt: (event) => event.kind === 'step' && event.iteration === 7,
    }),
  );
  await runWhole(folder);
  expect(resultOf(folder)).toEqual(resultOf(whole));
});

test('what a teacher with frozen blocks leaves of its logits saves its student the asking', async () => {
  const teacherFolder = temporaryFolder();
  const teacherPlan = { ...transferPlan, patchSize: 32, iterations: 8, evaluationInterval: 8 };
  writeTeacherJob(teacherFolder, teacherPlan);
  await runWhole(teacherFolder);
  const model = readFileSync(join(teacherFolder, 'trial-1/model.safetensors'));
  const bytes = readFileSync(join(teacherFolder, 'trial-1', teacherLogitsFile));
  const student = async (logits: Buffer | null) => {
    const folder = temporaryFolder();
    const job = writeStudentJob(folder, tinyStudentPlan, { plan: teacherPlan, model });
    if (logits !== null) {
      writeFileSync(join(folder, 'weights/teacher-1.outputs'), logits);
      const file = {
        file: 'weights/teacher-1.outputs',
        sha256: hashOf(join(folder, 'weights/teacher-1.outputs')),
      };
      const withLogits = { ...job, teacher: { ...job.teacher, logits: [file] } };
      writeFileSync(join(folder, 'job.json'), JSON.stringify(withLogits));
    }
    return steps(await runWhole(folder)).map(({ loss }) => loss);
  };
  const asked = await student(null);
  const told = await student(bytes);
  told.forEach((loss, at) => {
    expect(Math.abs(loss - (asked[at] ?? NaN))).toBeLessThan(1e-3 * loss);
  });
  // Wrong numbers with right checksums are not noticed, so this shows that the file is what was used.
  const record = 16 + 32 + 4 * 4;
  expect(bytes.length % record).toBe(0);
  const zeros = Buffer.from(bytes);
  for (let at = 0; at < zeros.length; at += record) {
    zeros.fill(0, at + 48, at + record);
    createHash('sha256')
      .update(zeros.subarray(at, at + 16))
      .update(zeros.subarray(at + 48, at + record))
      .digest()
      .copy(zeros, at + 16);
  }
  expect(await student(zeros)).not.toEqual(told);
});

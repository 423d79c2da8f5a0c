import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PlanPace } from '../../../src-shared/training/plan-time';
import type {
  BenchTiming,
  PaceJob,
  PredictJob,
  PredictResult,
  ProbeResult,
  TrialResult,
} from '../../../src-shared/training/trainer-job';
import type { TeacherPlan } from '../../../src-shared/training/training-plan';
import { runJob } from '../../../src-main/trainer-process/run-job';
import {
  recordingContext,
  temporaryFolder,
  tinyStudentPlan,
  tinyTeacherPlan,
  writeTeacherJob,
} from './tiny-job';

async function run(folder: string) {
  const context = recordingContext(folder);
  await runJob(context);
  return context.events.at(-1);
}

// The trainer wrote these a moment ago, as these types.
const read = (folder: string, file: string): unknown =>
  JSON.parse(readFileSync(join(folder, file), 'utf8'));

test('predicting with a trained model gives the logits of its evaluation', async () => {
  const folder = temporaryFolder();
  const { images, pixels, textures, plan } = writeTeacherJob(folder, {
    ...tinyTeacherPlan,
    iterations: 4,
  });
  expect(await run(folder)).toEqual({ kind: 'done' });
  const trained = read(folder, 'trial-1/result.json') as TrialResult;
  const small = { ...(images[0] ?? Object.create(null)), width: 15, height: 100, name: 'small' };
  const tested = trained.test.map(({ image }) => images[image]);
  const job: PredictJob = {
    kind: 'predict',
    formatVersion: 1,
    run: 'tiny',
    textures,
    images: [...tested.flatMap((image) => (image === undefined ? [] : [image])), small],
    pixels,
    plan,
    model: trained.model,
  };
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  expect(await run(folder)).toEqual({ kind: 'done' });
  const predicted = read(folder, 'predictions.json') as PredictResult;
  expect(predicted.images.map(({ logits }) => logits)).toEqual(
    trained.test.map(({ logits }) => logits),
  );
  expect(predicted.tooSmall).toEqual([8]);
});

test('a model of another shape is refused, named tensor by tensor', async () => {
  const folder = temporaryFolder();
  const teacher = writeTeacherJob(folder, { ...tinyTeacherPlan, iterations: 1 });
  await run(folder);
  const trained = read(folder, 'trial-1/result.json') as TrialResult;
  const job = {
    ...teacher,
    kind: 'predict',
    textures: ['one', 'two', 'three'],
    model: trained.model,
  };
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  const last = await run(folder);
  expect(last).toMatchObject({ kind: 'failed', failure: { kind: 'bad-input' } });
  expect(last?.kind === 'failed' ? last.failure.message : '').toMatch(/"classifier\/kernel"/);
  expect(existsSync(join(folder, 'predictions.json'))).toBe(false);
});

test('the probe names the library and times a matrix product', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'job.json'), JSON.stringify({ kind: 'probe', formatVersion: 1 }));
  expect(await run(folder)).toEqual({ kind: 'done' });
  const probe = read(folder, 'probe.json') as ProbeResult;
  expect(probe.tensorflow).toMatch(/^2\.\d+\.\d+/);
  expect(probe.device).toMatch(/^(CPU|GPU)/);
  // 2 · 2048³ operations in so many milliseconds.
  expect(probe.matmulGflops * probe.matmulMs).toBeCloseTo(17_179.869184, 3);
});

test('the pace of a plan is timed on its own network, with and without frozen blocks', async () => {
  const folder = temporaryFolder();
  const paceOf = async (
    plan: PaceJob['plan'],
    teacher: TeacherPlan | null = null,
  ): Promise<PlanPace> => {
    const job: PaceJob = {
      kind: 'pace',
      formatVersion: 1,
      plan,
      teacher,
      textures: 2,
      channels: 1,
    };
    writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
    expect(await run(folder)).toEqual({ kind: 'done' });
    return read(folder, 'pace.json') as PlanPace;
  };
  const whole = await paceOf(tinyTeacherPlan);
  expect(whole.step).toBeGreaterThan(0);
  expect(whole.decidedPatch).toBeGreaterThan(0);
  expect(whole.frozenPatch).toBe(0);
  const frozen = await paceOf({ ...tinyTeacherPlan, mode: 'transfer', frozenBlocks: 1 });
  expect(frozen.frozenPatch).toBeGreaterThan(0);
  // A student asks its whole teacher about each patch.
  const taught = await paceOf(tinyStudentPlan, tinyTeacherPlan);
  expect(taught.frozenPatch).toBeGreaterThan(0);
});

test('the benchmarks of the student run as often as asked, and unknown ones are refused', async () => {
  const folder = temporaryFolder();
  const bench = (names: readonly string[]) => {
    writeFileSync(
      join(folder, 'job.json'),
      JSON.stringify({ kind: 'bench', formatVersion: 1, names, repeats: 2 }),
    );
    return run(folder);
  };
  expect(await bench(['student-infer-9'])).toEqual({ kind: 'done' });
  const timings = read(folder, 'bench.json') as BenchTiming[];
  expect(timings.map(({ name, runs }) => ({ name, runs }))).toEqual([
    { name: 'student-infer-9', runs: 2 },
  ]);
  const [timing] = timings;
  expect(timing?.ms.min).toBeGreaterThan(0);
  expect(timing?.ms.median).toBeLessThanOrEqual(timing?.ms.max ?? 0);
  const before = createHash('sha256')
    .update(readFileSync(join(folder, 'bench.json')))
    .digest('hex');
  expect(await bench(['resnet'])).toMatchObject({ kind: 'failed', failure: { kind: 'wrong-use' } });
  const after = createHash('sha256')
    .update(readFileSync(join(folder, 'bench.json')))
    .digest('hex');
  expect(after).toBe(before);
});

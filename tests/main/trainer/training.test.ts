import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import { liveTensors } from '../../../src-main/trainer-process/kernels/tensorflow';
import { runJob } from '../../../src-main/trainer-process/run-job';
import { SafetensorsFile } from '../../../src-main/trainer-process/weights/safetensors-file';
import type { TrialResult } from '../../../src-shared/training/trainer-job';
import type { TrainerEvent } from '../../../src-shared/training/training-progress';
import {
  recordingContext,
  steps,
  temporaryFolder,
  tinyTeacherPlan,
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

/** The kept decisions of each evaluation, by file name. */
function evaluationsOf(folder: string): ReadonlyMap<string, string> {
  const kept = join(folder, 'trial-1/evaluations');
  return new Map(readdirSync(kept).map((name) => [name, readFileSync(join(kept, name), 'utf8')]));
}

/** Runs a job to its end in this process. */
async function runWhole(folder: string): Promise<readonly TrainerEvent[]> {
  const context = recordingContext(folder);
  await runJob(context);
  expect(context.events.at(-1)).toEqual({ kind: 'done' });
  return context.events;
}

test('a teacher learns: the loss falls, rates come out, the result names its model', async () => {
  const folder = temporaryFolder();
  writeTeacherJob(folder, tinyTeacherPlan);
  const events = await runWhole(folder);
  const losses = steps(events).map(({ loss }) => loss);
  expect(losses.length).toBe(24);
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  expect(mean(losses.slice(-6))).toBeLessThan(0.5 * mean(losses.slice(0, 6)));
  const result = resultOf(folder);
  expect(result.evaluations.map(({ iteration }) => iteration)).toEqual([6, 12, 18, 24]);
  expect(result.evaluations.every(({ side }) => side === 'validation')).toBe(true);
  expect(result.validation.length).toBe(4);
  expect(result.test.length).toBe(8);
  // 40 pixels under patches of 16: three positions an axis; two textures: four classes.
  expect(result.test.every(({ logits }) => logits.length === 9)).toBe(true);
  expect(result.test.every(({ logits }) => logits.every((row) => row.length === 4))).toBe(true);
  expect(hashOf(join(folder, result.model.file))).toBe(result.model.sha256);
  expect(existsSync(join(folder, 'trial-1/checkpoints'))).toBe(false);
});

test('two runs of the same job give the same bits, and another seed others', async () => {
  const model = async (seed: number) => {
    const folder = temporaryFolder();
    writeTeacherJob(folder, { ...tinyTeacherPlan, seed, iterations: 8 });
    const events = await runWhole(folder);
    return { sha256: resultOf(folder).model.sha256, losses: steps(events).map(({ loss }) => loss) };
  };
  const [first, second, other] = [await model(1), await model(1), await model(2)];
  expect(second.sha256).not.toBe(other.sha256);
  expect(second.losses).toEqual(first.losses);
  // The model file holds the plan too: compare the weights of equal plans only.
  expect(second.sha256).toBe(first.sha256);
});

for (const [what, plan] of [
  ['Adam from scratch', tinyTeacherPlan],
  ['momentum over frozen blocks', transferPlan],
] as const) {
  test(`a run stopped at random steps and resumed ends at the same bits: ${what}`, async () => {
    const whole = temporaryFolder();
    writeTeacherJob(whole, plan);
    const expected = steps(await runWhole(whole)).map(({ loss }) => loss);
    const folder = temporaryFolder();
    writeTeacherJob(folder, plan);
    const random = randomStream(11, 'stops');
    const stops = [2 + random.integer(5), 9 + random.integer(5), 16 + random.integer(6)];
    const losses: number[] = [];
    for (const stop of stops) {
      const context = recordingContext(folder, {
        stopAt: (event) => event.kind === 'step' && event.iteration === stop,
      });
      await runJob(context);
      expect(context.events.at(-1)).toEqual({ kind: 'cancelled' });
      losses.push(...steps(context.events).map(({ loss }) => loss));
    }
    losses.push(...steps(await runWhole(folder)).map(({ loss }) => loss));
    expect(losses).toEqual(expected);
    expect(resultOf(folder)).toEqual(resultOf(whole));
    expect(evaluationsOf(folder)).toEqual(evaluationsOf(whole));
  });
}

test('a damaged newest checkpoint is passed over for the one before it', async () => {
  const whole = temporaryFolder();
  writeTeacherJob(whole, tinyTeacherPlan);
  await runWhole(whole);
  const folder = temporaryFolder();
  writeTeacherJob(folder, tinyTeacherPlan);
  const context = recordingContext(folder, {
    checkpointSeconds: 0,
    stopAt: (event) => event.kind === 'step' && event.iteration === 13,
  });
  await runJob(context);
  const checkpoints = join(folder, 'trial-1/checkpoints');
  const newest = readdirSync(checkpoints)
    .filter((name) => name.startsWith('state-'))
    .sort()
    .at(-1);
  expect(newest).toBe('state-00000013.safetensors');
  const path = join(checkpoints, newest ?? '');
  const bytes = readFileSync(path);
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const events = await runWhole(folder);
  expect(events.filter(({ kind }) => kind === 'log')).toHaveLength(1);
  // Neither from the damaged one nor from the start.
  expect(steps(events)[0]?.iteration).toBeGreaterThan(1);
  expect(steps(events)[0]?.iteration).toBeLessThan(14);
  expect(resultOf(folder)).toEqual(resultOf(whole));
});

test('checkpoints of another job are not resumed', async () => {
  const folder = temporaryFolder();
  writeTeacherJob(folder, tinyTeacherPlan);
  await runJob(
    recordingContext(folder, {
      stopAt: (event) => event.kind === 'step' && event.iteration === 5,
    }),
  );
  writeTeacherJob(folder, { ...tinyTeacherPlan, seed: 2 });
  expect(steps(await runWhole(folder))[0]?.iteration).toBe(1);
});

test('transfer starts from the weight file bit for bit, and frozen blocks stay so', async () => {
  const folder = temporaryFolder();
  const job = writeTeacherJob(folder, { ...transferPlan, iterations: 1, evaluationInterval: 1 });
  await runWhole(folder);
  const weights = SafetensorsFile.open(join(folder, job.weights?.file ?? ''));
  const model = SafetensorsFile.open(join(folder, 'trial-1/model.safetensors'));
  for (const { name } of weights.tensors) {
    const same = Buffer.from(model.read(name).values.buffer).equals(
      Buffer.from(weights.read(name).values.buffer),
    );
    // One step moved block 2, which is trained.
    expect([name, same]).toEqual([name, name.startsWith('block1')]);
  }
  weights.close();
  model.close();
});

test('a transfer teacher with a learning rate of almost nothing still has the file’s convolutions', async () => {
  const folder = temporaryFolder();
  const job = writeTeacherJob(folder, {
    ...transferPlan,
    frozenBlocks: 0,
    // Too small to change any 32-bit number.
    learningRate: 1e-30,
    iterations: 1,
    evaluationInterval: 1,
  });
  await runWhole(folder);
  const weights = SafetensorsFile.open(join(folder, job.weights?.file ?? ''));
  const model = SafetensorsFile.open(join(folder, 'trial-1/model.safetensors'));
  for (const { name } of weights.tensors) {
    expect(model.read(name)).toEqual(weights.read(name));
  }
  weights.close();
  model.close();
});

test('what frozen blocks say is computed once a patch, and gone after the run', async () => {
  const folder = temporaryFolder();
  writeTeacherJob(folder, transferPlan);
  const events = await runWhole(folder);
  const caching = events.filter(
    (event) => event.kind === 'phase' && event.phase === 'caching-features',
  );
  // 28 training images with two patches in at most eight forms, and nine grid patches of four images.
  const last = caching.at(-1);
  expect(last).toMatchObject({ done: last?.kind === 'phase' ? last.total : -1 });
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
});

test('a loss that is no number stops the trial within a step and keeps the last good checkpoint', async () => {
  const folder = temporaryFolder();
  writeTeacherJob(folder, { ...tinyTeacherPlan, optimiser: 'sgd', learningRate: 1e38 });
  const context = recordingContext(folder, { checkpointSeconds: 0 });
  await runJob(context);
  const last = context.events.at(-1);
  expect(last).toMatchObject({ kind: 'failed', failure: { kind: 'training-diverged' } });
  expect(steps(context.events).every(({ loss }) => Number.isFinite(loss))).toBe(true);
  expect(existsSync(join(folder, 'trial-1/result.json'))).toBe(false);
  const checkpoints = join(folder, 'trial-1/checkpoints');
  for (const name of readdirSync(checkpoints).filter((file) => file.startsWith('state-'))) {
    const state = SafetensorsFile.open(join(checkpoints, name));
    for (const tensor of state.tensors) {
      expect(state.read(tensor.name).values.every(Number.isFinite)).toBe(true);
    }
    state.close();
  }
});

test('without validation the test side is looked at, and the model is that of convergence', async () => {
  const folder = temporaryFolder();
  writeTeacherJob(folder, { ...tinyTeacherPlan, validationShare: 0 });
  await runWhole(folder);
  const result = resultOf(folder);
  expect(result.evaluations.every(({ side }) => side === 'test')).toBe(true);
  expect(result.modelIteration).toBe(result.convergence);
});

test('damaged files, leading-out names and impossible plans are refused in a sentence', async () => {
  const failureOf = async (spoil: (folder: string) => void) => {
    const folder = temporaryFolder();
    writeTeacherJob(folder, tinyTeacherPlan);
    spoil(folder);
    const context = recordingContext(folder);
    await runJob(context);
    const last = context.events.at(-1);
    return last?.kind === 'failed' ? last.failure : null;
  };
  const changeJob = (folder: string, change: (text: string) => string) => {
    const path = join(folder, 'job.json');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  const damaged = await failureOf((folder) => {
    writeFileSync(join(folder, 'patches/pixels.raw'), 'x');
  });
  expect(damaged).toMatchObject({ kind: 'bad-input' });
  expect(damaged?.message).toMatch(/pixel file .* is damaged/);
  const outside = await failureOf((folder) => {
    changeJob(folder, (text) => text.replace('patches/pixels.raw', '../../pixels.raw'));
  });
  expect(outside?.message).toMatch(/outside its folder/);
  const frozen = await failureOf((folder) => {
    changeJob(folder, (text) => text.replace('"frozenBlocks":0', '"frozenBlocks":1'));
  });
  expect(frozen?.message).toMatch(/scratch trains every layer/);
  const newer = await failureOf((folder) => {
    changeJob(folder, (text) => text.replace('"formatVersion":1', '"formatVersion":2'));
  });
  expect(newer?.message).toMatch(/format 2/);
});

test('hundreds of steps leave the number of tensors as it was', async () => {
  const before = liveTensors();
  const folder = temporaryFolder();
  writeTeacherJob(folder, {
    ...tinyTeacherPlan,
    batchSize: 1,
    iterations: 300,
    evaluationInterval: 300,
  });
  const counts = new Set(steps(await runWhole(folder)).map(({ tensors }) => tensors));
  expect(counts.size).toBe(1);
  expect(liveTensors()).toBe(before);
});

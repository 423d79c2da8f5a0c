import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import { runTrainer } from './run-trainer';
import { steps, temporaryFolder, tinyTeacherPlan, writeTeacherJob } from './tiny-job';

// `npm run test:long` kills fifty times.
const kills = Number(process.env['ELLIPSIGHT_TRAINER_KILLS'] ?? 4);
const seed = Number(process.env['ELLIPSIGHT_TRAINER_KILLS_SEED'] ?? 3);

/** Most steps of a process before it is killed; with hundreds, a process writes several checkpoints. */
const spread = Number(process.env['ELLIPSIGHT_TRAINER_STEPS'] ?? 20);

// Far more steps than the kills below come to, so that none of them comes too late on a busy computer.
const plan = { ...tinyTeacherPlan, iterations: 90 + (spread + 5) * kills, evaluationInterval: 30 };

const finalState = (folder: string): string =>
  readFileSync(join(folder, 'trial-1/result.json'), 'utf8');

const modelHash = (folder: string): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'trial-1/model.safetensors')))
    .digest('hex');

test('a trainer killed at random moments, again and again, ends at the same bits as one that was not', async () => {
  const whole = temporaryFolder();
  writeTeacherJob(whole, plan);
  const ended = await runTrainer(whole);
  expect(ended.events.at(-1)).toEqual({ kind: 'done' });
  expect(ended.code).toBe(0);

  const folder = temporaryFolder();
  writeTeacherJob(folder, plan);
  const random = randomStream(seed, 'kills');
  const resumedAt: number[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    // So many steps after it started, wherever it resumed, and so many milliseconds: in a step, or in a checkpoint.
    let left = 3 + random.integer(spread);
    const delay = random.integer(30);
    const killed = await runTrainer(
      folder,
      (event) => event.kind === 'step' && --left === 0,
      (trainer) => {
        setTimeout(() => trainer.kill(), delay);
      },
    );
    expect(killed.code).not.toBe(0);
    resumedAt.push(steps(killed.events)[0]?.iteration ?? 0);
  }
  const resumed = await runTrainer(folder);
  expect(resumed.events.at(-1)).toEqual({ kind: 'done' });
  expect(steps(resumed.events)[0]?.iteration).toBeGreaterThan(1);
  expect(finalState(folder)).toBe(finalState(whole));
  expect(modelHash(folder)).toBe(modelHash(whole));
  console.log(
    `${kills} kills, begun at iterations ${resumedAt.join(', ')}: model SHA-256 ${modelHash(folder).slice(0, 16)}… as of the run that was not killed (seed ${seed})`,
  );
});

test('a trainer told to cancel writes a checkpoint and ends by itself', async () => {
  const folder = temporaryFolder();
  writeTeacherJob(folder, { ...plan, iterations: 100_000 });
  const ended = await runTrainer(
    folder,
    (event) => event.kind === 'step' && event.iteration === 3,
    (trainer) => {
      trainer.send({ kind: 'cancel' });
    },
  );
  expect(ended.events.at(-1)).toEqual({ kind: 'cancelled' });
  expect(ended.events.at(-2)?.kind).toBe('checkpoint');
  expect(ended.code).toBe(0);
});

test('a folder without a job is a bug that is loud, not a quiet end', async () => {
  const ended = await runTrainer(temporaryFolder());
  expect(ended.code).toBe(1);
  expect(ended.events.map(({ kind }) => kind)).toEqual(['started']);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import type { TrainerEvent } from '../../../src-shared/training/training-progress';
import { testLauncher } from '../child-processes';
import { steps, temporaryFolder, tinyTeacherPlan, writeTeacherJob } from './tiny-job';

// Far more steps than the kills below come to, so that none of them comes too late on a busy computer.
const plan = { ...tinyTeacherPlan, iterations: 150, evaluationInterval: 30 };

interface Ended {
  readonly events: readonly TrainerEvent[];
  readonly code: number | null;
}

/** Runs the built trainer on a job folder, and does something to it at the first event that `at` holds for. */
function runTrainer(
  folder: string,
  at: (event: TrainerEvent) => boolean = () => false,
  act: (trainer: ReturnType<ReturnType<typeof testLauncher>['launch']>) => void = () => undefined,
): Promise<Ended> {
  return new Promise((resolve) => {
    // A checkpoint as often as its cost allows.
    const trainer = testLauncher().launch('trainer', [folder], {
      ELLIPSIGHT_CHECKPOINT_SECONDS: '0',
    });
    const events: TrainerEvent[] = [];
    let acted = false;
    trainer.onMessage((message) => {
      // The trainer is our own, and sends nothing else.
      const event = message as TrainerEvent;
      events.push(event);
      if (!acted && at(event)) {
        acted = true;
        act(trainer);
      }
    });
    trainer.onExit((code) => {
      resolve({ events, code });
    });
  });
}

const finalState = (folder: string): string =>
  readFileSync(join(folder, 'trial-1/result.json'), 'utf8');

test('a trainer killed four times at random steps ends at the same bits as one that was not', async () => {
  const whole = temporaryFolder();
  writeTeacherJob(whole, plan);
  const ended = await runTrainer(whole);
  expect(ended.events.at(-1)).toEqual({ kind: 'done' });
  expect(ended.code).toBe(0);

  const folder = temporaryFolder();
  writeTeacherJob(folder, plan);
  const random = randomStream(3, 'kills');
  for (let kill = 0; kill < 4; kill += 1) {
    // So many steps after it started, wherever it resumed.
    let left = 3 + random.integer(12);
    const killed = await runTrainer(
      folder,
      (event) => event.kind === 'step' && --left === 0,
      (trainer) => {
        trainer.kill();
      },
    );
    expect(killed.code).not.toBe(0);
  }
  const resumed = await runTrainer(folder);
  expect(resumed.events.at(-1)).toEqual({ kind: 'done' });
  expect(steps(resumed.events)[0]?.iteration).toBeGreaterThan(1);
  expect(finalState(folder)).toBe(finalState(whole));
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

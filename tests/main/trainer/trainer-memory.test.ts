import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MemoryQuestion } from '../../../src-shared/training/memory-estimate';
import { memoryAdvice, memorySuspicion } from '../../../src-main/services/memory-advice';
import { memoryCap } from '../../../src-main/trainer-process/memory-cap';
import { expectedFailure, runJob } from '../../../src-main/trainer-process/run-job';
import {
  recordingContext,
  steps,
  temporaryFolder,
  tinyTeacherPlan,
  writeTeacherJob,
} from './tiny-job';

function resultOf(folder: string): string {
  return readFileSync(join(folder, 'trial-1/result.json'), 'utf8');
}

test('a trainer that is started anew whenever its memory passes a cap ends at the same bits', async () => {
  const whole = temporaryFolder();
  writeTeacherJob(whole, tinyTeacherPlan);
  const undisturbed = recordingContext(whole);
  await runJob(undisturbed);
  const folder = temporaryFolder();
  writeTeacherJob(folder, tinyTeacherPlan);
  const losses: number[] = [];
  const ends: (string | undefined)[] = [];
  while (ends.at(-1) !== 'done' && ends.length < 5) {
    // Every process holds more than one byte, so each ends after its ten steps.
    const context = recordingContext(folder, { memoryCapBytes: 1 });
    await runJob(context);
    ends.push(context.events.at(-1)?.kind);
    losses.push(...steps(context.events).map(({ loss }) => loss));
  }
  expect(ends).toEqual(['spent', 'spent', 'done']);
  expect(losses).toEqual(steps(undisturbed.events).map(({ loss }) => loss));
  expect(resultOf(folder)).toBe(resultOf(whole));
});

test('where memory runs out, it is a failure that the user can know of, and a bug stays one', () => {
  for (const said of [
    'OOM when allocating tensor with shape[32,64,224,224] and type float',
    'std::bad_alloc',
    'Array buffer allocation failed',
  ]) {
    expect(expectedFailure(new Error(said)).kind).toBe('out-of-memory');
  }
  expect(() => expectedFailure(new TypeError('a bug'))).toThrow('a bug');
});

/** One dense layer of 1,000 numbers on 100: little beside the program's own memory. */
const small: MemoryQuestion = {
  learning: { layers: [{ kind: 'dense', outputs: 10, parameters: 1000 }], inputs: 100 },
  answering: null,
  batchSize: 32,
  evaluatedPatches: 36,
  optimiserSlots: 2,
  weightDecay: false,
};

describe('the memory of a trainer', () => {
  test('has a cap from the computer, or from the environment', () => {
    expect(memoryCap({ ELLIPSIGHT_TRAINER_MEMORY_MB: '3' })).toEqual({
      bytes: 3 * 1024 * 1024,
      leastSteps: 200,
    });
    expect(memoryCap({ ELLIPSIGHT_TRAINER_MEMORY_MB: 'much' }).bytes).toBeGreaterThan(2 ** 27);
    expect(memoryCap({ ELLIPSIGHT_TRAINER_LEAST_STEPS: '5' }).leastSteps).toBe(5);
  });

  test('that ran out leads to the largest batch that fits, at most half of the plan’s', () => {
    expect(memoryAdvice(small, 10e9)).toContain('batchSize 16');
    expect(memoryAdvice({ ...small, batchSize: 1 }, 10e9)).toContain('No smaller batch fits');
    expect(memoryAdvice(small, 1e6)).toContain('No smaller batch fits into 1.0 MB');
  });

  test('is suspected only where a trainer that died held much of it', () => {
    expect(memorySuspicion(small, null, 10e9)).toBeNull();
    expect(memorySuspicion(small, 3.9e9, 10e9)).toBeNull();
    expect(memorySuspicion(small, 4e9, 10e9)).toMatch(
      /^It held 4.0 GB of 10.0 GB, so memory probably ran out. A batch of 16 should fit/,
    );
  });
});

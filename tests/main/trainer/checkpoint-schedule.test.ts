import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { CheckpointFolder } from '../../../src-main/trainer-process/checkpoint';
import { CheckpointSchedule } from '../../../src-main/trainer-process/checkpoint-schedule';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the schedule of checkpoints', () => {
  test('waits fifty times what a checkpoint costs, and never longer than four and a half minutes', () => {
    const schedule = new CheckpointSchedule(20, 100, 0);
    expect([schedule.isDue(119), schedule.isDue(120)]).toEqual([false, true]);
    // It took 2 s, so the next is due 100 s after its end.
    schedule.written(120, 122);
    expect([schedule.isDue(221), schedule.isDue(222)]).toEqual([false, true]);
    schedule.written(222, 232);
    // 50 × 10 s would be more than may be lost.
    expect([schedule.isDue(501), schedule.isDue(502)]).toEqual([false, true]);
  });

  test('counts the hours of training over processes, and not the writing', () => {
    const schedule = new CheckpointSchedule(20, 0, 3500);
    expect(schedule.begin(99)).toEqual({ trainedSeconds: 3599, hourly: false });
    expect(schedule.begin(100)).toEqual({ trainedSeconds: 3600, hourly: true });
    schedule.written(100, 110);
    expect(schedule.begin(200)).toEqual({ trainedSeconds: 3690, hourly: false });
    expect(schedule.begin(3710)).toEqual({ trainedSeconds: 7200, hourly: true });
  });
});

/** Writes checkpoints 1 … count, of which every third is the first of its hour, and gives the iterations left. */
function keptOf(count: number, hourlyBytes?: number): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), 'ellipsight-checkpoints-'));
  folders.push(folder);
  const checkpoints = new CheckpointFolder(folder, 'job', hourlyBytes);
  for (let iteration = 1; iteration <= count; iteration += 1) {
    const hourly = iteration % 3 === 0;
    const at = { iteration, points: [], models: [], trainedSeconds: 1200 * iteration, hourly };
    const values = new Float32Array(256).fill(iteration);
    checkpoints.write(at, [{ name: 'w', shape: [256], values: () => values }]);
  }
  const files = readdirSync(folder);
  const iterations = files
    .filter((name) => name.endsWith('.json'))
    .map((name) => parseInt(name, 10));
  // Each checkpoint is two files, and nothing else is left.
  expect(files).toHaveLength(2 * iterations.length);
  expect(checkpoints.newest(() => undefined)?.iteration).toBe(count);
  return iterations.sort((one, other) => one - other);
}

describe('the checkpoints that are kept', () => {
  test('are the newest, the one before, and the first of the last six hours', () => {
    expect(keptOf(5)).toEqual([3, 4, 5]);
    expect(keptOf(28)).toEqual([9, 12, 15, 18, 21, 24, 27, 28]);
  });

  test('of hours are fewer where they would take more of the disk than their share', () => {
    // A state of 256 numbers takes more than 1,024 bytes: two fit into 3,000, with the file that names each.
    const kept = keptOf(14, 3000);
    expect(kept.slice(-2)).toEqual([13, 14]);
    expect(kept.slice(0, -2)).toEqual([9, 12]);
  });
});

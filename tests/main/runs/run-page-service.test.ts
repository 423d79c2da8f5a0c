import { describe, expect, test } from 'vitest';
import { eventsAfter } from '../../../src-main/database/event-queries';
import {
  insertStart,
  keepPace,
  listPace,
  setWorked,
} from '../../../src-main/database/run-page-queries';
import { findRun, insertRun } from '../../../src-main/database/run-queries';
import { appendLog } from '../../../src-main/database/run-result-queries';
import { compareRuns } from '../../../src-main/services/comparison-service';
import { runEnvironment } from '../../../src-main/services/run-environment';
import { runLog, runPage, setRunNotes } from '../../../src-main/services/run-page-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { reopened, temporaryProject } from '../temporary-project';
import { storeDecidedRun, type MadeImage } from './decided-run';
import { tinyTeacher } from './tiny-run';

const ok = [0, 0, 0, 0];
const images: readonly MadeImage[] = [
  { name: 'a.png', texture: 0, defective: false, patches: [ok, ok] },
  { name: 'b.png', texture: 0, defective: true, patches: [[1, 0, 0, 0], ok] },
];
const now = '2026-01-01T00:00:00.000Z';

function seqOf(project: Parameters<typeof runPage>[0], run: string): number {
  const seq = findRun(project.database, run)?.seq;
  if (seq === undefined) throw new Error(`There is no run ${run}.`);
  return seq;
}

describe('the page of a run', () => {
  test('has its starts, its pace, the figures over its trials, and all of its log on request', async () => {
    const project = await temporaryProject();
    const run = await storeDecidedRun(project, ['Steel', 'Wood'], images);
    const { database } = project;
    const seq = seqOf(project, run);
    const environment = runEnvironment('CPU, 2 threads, TensorFlow 2.21.0');
    expect(environment.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(insertStart(database, seq, now, environment)).toBe(1);
    expect(insertStart(database, seq, now, { ...environment, device: 'GPU' })).toBe(2);
    setWorked(database, seq, 1, 61_500);
    setWorked(database, seq, 2, 1000);
    const point = { trial: 1, iteration: 4, patchesPerSecond: 10, residentBytes: 5 };
    keepPace(database, seq, [point]);
    // A resumed run trains the iteration again, and faster.
    keepPace(database, seq, [{ ...point, patchesPerSecond: 20 }]);
    for (let line = 0; line < 600; line += 1) appendLog(database, seq, `line ${line}`, now);

    const page = await runPage(project, run);
    expect(page.starts.map((start) => [start.workedSeconds, start.environment.device])).toEqual([
      [61.5, 'CPU, 2 threads, TensorFlow 2.21.0'],
      [1, 'GPU'],
    ]);
    expect(listPace(database, seq)).toEqual([{ ...point, patchesPerSecond: 20 }]);
    expect(page.pace).toEqual(listPace(database, seq));
    // Trial 1 is all right, trial 2 misses the one defect: 1 and 0.5.
    expect(page.evaluation?.summary.accuracy).toMatchObject({ mean: 0.75, standardError: 0.25 });
    expect(page.logLines).toBe(600);
    const { lines } = runLog(project, run);
    expect(lines).toHaveLength(600);
    expect(lines[0]).toBe(`${now} line 0`);
  });

  test('of a run without a finished trial has no figures', async () => {
    const project = await temporaryProject();
    const { id } = insertRun(project.database, { plan: tinyTeacher(), teacherSeq: null, now });
    expect(await runPage(project, id)).toMatchObject({
      evaluation: null,
      starts: [],
      pace: [],
      notes: { text: '', at: null, who: null },
    });
    await expect(runPage(project, 'nothing')).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});

describe('notes on a run', () => {
  test('are kept with their event, once, and are there at the next opening', async () => {
    const project = await temporaryProject();
    const run = await storeDecidedRun(project, ['Steel', 'Wood'], images);
    const before = eventsAfter(project.database, 0, 1000).length;
    setRunNotes(project, run, 'New lamp since May.\n결함이 잘 보인다');
    setRunNotes(project, run, 'New lamp since May.\n결함이 잘 보인다');
    const events = eventsAfter(project.database, before, 1000);
    expect(events).toMatchObject([{ kind: 'run.noted', who: 'tester', imageId: null }]);
    expect(JSON.parse(events[0]?.new ?? '')).toEqual({
      run,
      notes: 'New lamp since May.\n결함이 잘 보인다',
    });
    expect(
      (await verifyProject(project)).findings.filter(({ kind }) => kind === 'history'),
    ).toEqual([]);
    const again = await reopened(project);
    expect((await runPage(again, run)).notes).toMatchObject({
      text: 'New lamp since May.\n결함이 잘 보인다',
      who: 'tester',
    });
  });
});

describe('runs side by side', () => {
  test('have the means over their trials, their curves, and the time of all starts', async () => {
    const project = await temporaryProject();
    const first = await storeDecidedRun(project, ['Steel', 'Wood'], images);
    const second = await storeDecidedRun(project, ['Steel', 'Wood'], images.slice(0, 1));
    const environment = runEnvironment('CPU');
    for (const worked of [2000, 3000]) {
      const start = insertStart(project.database, seqOf(project, second), now, environment);
      setWorked(project.database, seqOf(project, second), start, worked);
    }
    const compared = compareRuns(project, [second, first]);
    expect(compared.map(({ run, workedSeconds }) => [run.id, workedSeconds])).toEqual([
      [second, 5],
      [first, null],
    ]);
    expect(compared[0]?.convergence).toMatchObject({ mean: 8, standardError: 0, count: 2 });
    // Both trials were evaluated once, at iteration 12, with 0.75 on validation.
    expect(compared[0]).toMatchObject({
      side: 'validation',
      curve: [{ iteration: 12, mean: 0.75, standardError: 0, trials: 2 }],
    });
    expect(() => compareRuns(project, [first, 'nothing'])).toThrow('There is no run nothing');
  });
});

import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { RunSummary } from '../../../src-shared/ipc/run-views';
import type { Notify } from '../../../src-main/services/notify';
import { memoryFolder, reopened, temporaryProject } from '../temporary-project';
import { addTinySample, modelHash, runsOf, tinyStudent, tinyTeacher } from './tiny-run';

/** Waits until a run is told to be in a state. */
function watcher(): { readonly notify: Notify; until(id: string, state: string): Promise<void> } {
  const seen = new Map<string, string>();
  let onChange: () => void = () => undefined;
  return {
    notify: (name, notice) => {
      if (name === 'run.changed') {
        // A notice's type goes with its name.
        const { run } = notice as { readonly run: RunSummary };
        seen.set(run.id, run.state);
        onChange();
      }
    },
    until: (id, state) =>
      new Promise((resolve) => {
        onChange = () => {
          if (seen.get(id) === state) resolve();
        };
        onChange();
      }),
  };
}

test('a student waits for its teacher, a cancelled run never trains, and the next starts by itself', async () => {
  const project = await temporaryProject(join(memoryFolder(), 'queue.ellipsight'));
  await addTinySample(project);
  const { notify, until } = watcher();
  const runs = runsOf(project, notify);
  const teacher = (await runs.startTeacher(tinyTeacher())).run;
  const student = (await runs.startStudent(tinyStudent(teacher))).run;
  const unwanted = (await runs.startTeacher(tinyTeacher({ seed: 5 }))).run;
  expect(runs.activeRun).toBe(teacher);
  expect(runs.queue().entries.map(({ run, waitsFor }) => [run.state, waitsFor])).toEqual([
    ['preparing', null],
    ['waiting', teacher],
    ['waiting', null],
  ]);
  expect(runs.move(unwanted, 1).entries.map(({ run }) => run.id)).toEqual([
    teacher,
    unwanted,
    student,
  ]);
  runs.cancel(unwanted);
  expect((await runs.finished(teacher)).state).toBe('done');
  await until(student, 'done');
  expect(runs.queue().entries).toEqual([]);
  expect(runs.list().map(({ id, state, trialsDone }) => [id, state, trialsDone])).toEqual([
    [unwanted, 'cancelled', 0],
    [student, 'done', 1],
    [teacher, 'done', 1],
  ]);
});

test('a trainer that is started anew for its memory is unseen: the run goes on, and the log says it', async () => {
  const project = await temporaryProject(join(memoryFolder(), 'queue.ellipsight'));
  await addTinySample(project);
  const states = new Set<string>();
  const runs = runsOf(project, (name, notice) => {
    if (name === 'run.changed') states.add((notice as { readonly run: RunSummary }).run.state);
  });
  const straight = (await runs.startTeacher(tinyTeacher())).run;
  await runs.finished(straight);
  vi.stubEnv('ELLIPSIGHT_TRAINER_MEMORY_MB', '1');
  vi.stubEnv('ELLIPSIGHT_TRAINER_LEAST_STEPS', '8');
  const { run } = await runs.startTeacher(tinyTeacher());
  expect(await runs.finished(run)).toMatchObject({ state: 'done', message: null });
  vi.unstubAllEnvs();
  expect([...states]).toEqual(['preparing', 'running', 'done']);
  expect(runs.get(run).log.filter((line) => line.includes('started anew'))).toHaveLength(1);
  expect(runs.get(run).steps).toEqual(runs.get(straight).steps);
  expect(modelHash(project, run)).toBe(modelHash(project, straight));
});

test('a run that is paused, closed and continued ends with the weights of one that was not', async () => {
  const project = await temporaryProject(join(memoryFolder(), 'queue.ellipsight'));
  await addTinySample(project);
  const { notify, until } = watcher();
  const runs = runsOf(project, notify);
  const plan = tinyTeacher({ iterations: 240, evaluationInterval: 120 });
  const whole = (await runs.startTeacher(plan)).run;
  expect((await runs.finished(whole)).state).toBe('done');

  const { run } = await runs.startTeacher(plan);
  await until(run, 'running');
  const next = (await runs.startTeacher(plan)).run;
  runs.pause(run);
  expect(await runs.finished(run)).toMatchObject({ state: 'paused' });
  await until(next, 'running');
  runs.pause(next);
  await runs.finished(next);
  await runs.resume(run);
  await until(run, 'running');
  await runs.close();
  expect(runs.list().map(({ state }) => state)).toEqual(['paused', 'interrupted', 'done']);

  const again = await reopened(project);
  const later = watcher();
  const laterRuns = runsOf(again, later.notify);
  expect(laterRuns.activeRun).toBeNull();
  expect(laterRuns.queue().entries.map(({ run: { id }, leftOver }) => [id, leftOver])).toEqual([
    [run, true],
    [next, false],
  ]);
  laterRuns.continueQueue();
  await later.until(run, 'done');
  expect(modelHash(again, run)).toBe(modelHash(again, whole));
  expect(laterRuns.activeRun).toBeNull();
});

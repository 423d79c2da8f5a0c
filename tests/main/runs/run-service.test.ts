import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { RunSummary } from '../../../src-shared/ipc/run-views';
import type { TrialResult } from '../../../src-shared/training/trainer-job';
import { findRun, insertRun, markStarted } from '../../../src-main/database/run-queries';
import { listLogits } from '../../../src-main/database/run-result-queries';
import type { Notify } from '../../../src-main/services/notify';
import type { RunService } from '../../../src-main/services/run-service';
import { reopened, temporaryProject } from '../temporary-project';
import { addTinySample, modelHash, runsOf, tinyStudent, tinyTeacher } from './tiny-run';

/** Hears every state that a run goes through, and lets a test wait for the first training step. */
function listener(): {
  readonly notify: Notify;
  readonly states: string[];
  readonly firstStep: Promise<void>;
} {
  const states: string[] = [];
  let onStep: () => void = () => undefined;
  const firstStep = new Promise<void>((resolve) => {
    onStep = resolve;
  });
  return {
    states,
    firstStep,
    notify: (name, notice) => {
      if (name === 'run.changed' && 'run' in notice && typeof notice.run === 'object') {
        if (states.at(-1) !== notice.run.state) states.push(notice.run.state);
      }
      if (name === 'run.steps') onStep();
    },
  };
}

async function finishedTeacher(runs: RunService): Promise<RunSummary> {
  const { run } = await runs.startTeacher(tinyTeacher());
  return runs.finished(run);
}

/** The pid that the trainer of the run reported to whoever started it. */
function trainerPid(runs: RunService): number {
  const pid = runs.activePid;
  if (pid === null) throw new Error('No trainer is at work.');
  return pid;
}

describe('a run from start to end', () => {
  test('a teacher and its student become done, with steps, evaluations, float32 logits and a log', async () => {
    const project = await temporaryProject();
    await addTinySample(project);
    const heard = listener();
    const runs = runsOf(project, heard.notify);

    const teacher = await finishedTeacher(runs);
    expect(teacher).toMatchObject({
      id: 'r0001-teacher',
      state: 'done',
      trialsDone: 1,
      message: null,
    });
    expect(heard.states).toEqual(['preparing', 'running', 'done']);

    const detail = runs.get(teacher.id);
    expect(detail.steps.map(({ iteration }) => iteration)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
    expect(detail.evaluations.map(({ iteration }) => iteration)).toEqual([4, 8, 12]);
    expect(detail.textures).toHaveLength(2);
    // 8 and 5 images a texture: 2 and 1 are tested; of the 6 and 4 that are left a tenth validates, rounded.
    expect(detail.sideCounts.test).toBe(6);
    expect(detail.snapshotHash).toMatch(/^[0-9a-f]{64}$/);
    expect(detail.log.some((line) => line.includes('Trial 1 done'))).toBe(true);

    const seq = findRun(project.database, teacher.id)?.seq ?? 0;
    const stored = listLogits(project.database, seq, 1, 'test', 4);
    const file = join(project.folder, 'runs', teacher.id, 'trial-1', 'result.json');
    const result = JSON.parse(readFileSync(file, 'utf8')) as TrialResult;
    const rounded = result.test.map(({ image, logits }) => ({
      image,
      logits: logits.map((patch) => patch.map(Math.fround)),
    }));
    expect(stored).toHaveLength(6);
    expect(stored).toEqual(rounded.sort((one, other) => one.image - other.image));

    const job: unknown = JSON.parse(
      readFileSync(join(project.folder, 'runs', teacher.id, 'job.json'), 'utf8'),
    );
    expect(job).toMatchObject({ pixels: { channels: 1, rule: 'area-mean-1' } });

    const { run } = await runs.startStudent(tinyStudent(teacher.id));
    const student = await runs.finished(run);
    expect(student).toMatchObject({ state: 'done', kind: 'student', teacherRun: teacher.id });
    expect(runs.get(student.id).snapshotHash).not.toBe('');
    expect(runs.list().map(({ id }) => id)).toEqual(['r0002-student', 'r0001-teacher']);
  });
});

describe('a run that is stopped', () => {
  test('kill -9 of the trainer leaves it interrupted, and a resume ends with the weights of an undisturbed run elsewhere', async () => {
    // Long enough that a busy computer does not end it before the kill.
    const plan = tinyTeacher({ iterations: 300, evaluationInterval: 100 });
    const undisturbed = await temporaryProject();
    await addTinySample(undisturbed);
    const straight = runsOf(undisturbed);
    const { run: whole } = await straight.startTeacher(plan);
    await straight.finished(whole);

    const project = await temporaryProject();
    await addTinySample(project);
    const heard = listener();
    const runs = runsOf(project, heard.notify);
    const { run } = await runs.startTeacher(plan);
    await heard.firstStep;
    process.kill(trainerPid(runs), 'SIGKILL');
    const interrupted = await runs.finished(run);
    expect(interrupted.state).toBe('interrupted');
    expect(interrupted.message).toContain('resume');

    await runs.resume(run);
    expect(await runs.finished(run)).toMatchObject({ state: 'done', message: null });
    expect(modelHash(project, run)).toBe(modelHash(undisturbed, whole));
    expect(runs.get(run).steps.map(({ iteration }) => iteration)).toEqual(
      straight.get(whole).steps.map(({ iteration }) => iteration),
    );
    expect(runs.get(run).steps).toEqual(straight.get(whole).steps);
  });

  test('a cancelled run is resumable, and cannot be cancelled twice', async () => {
    const project = await temporaryProject();
    await addTinySample(project);
    const heard = listener();
    const runs = runsOf(project, heard.notify);
    const { run } = await runs.startTeacher(
      tinyTeacher({ iterations: 2000, evaluationInterval: 1000 }),
    );
    await heard.firstStep;
    runs.cancel(run);
    expect(await runs.finished(run)).toMatchObject({ state: 'cancelled' });
    expect(existsSync(join(project.folder, 'runs', run, 'trial-1', 'result.json'))).toBe(false);
    expect(() => runs.cancel(run)).toThrow(ExpectedFailure);

    await runs.resume(run);
    runs.cancel(run);
    expect((await runs.finished(run)).state).toBe('cancelled');
  });

  test('a run that a program left behind is interrupted when the project is opened again', async () => {
    const project = await temporaryProject();
    const { seq, id } = insertRun(project.database, {
      plan: tinyTeacher(),
      teacherSeq: null,
      now: '2026-01-01T00:00:00.000Z',
    });
    markStarted(project.database, seq, 'running', '2026-01-01T00:00:01.000Z');
    const again = await reopened(project);
    expect(runsOf(again).get(id)).toMatchObject({
      state: 'interrupted',
      message: 'Ellipsight ended while this run was under way.',
    });
  });
});

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendToQueue } from '../../../src-main/database/queue-queries';
import {
  findRun,
  insertRun,
  interruptLeftRuns,
  markEnded,
  markStarted,
  type StoredRun,
} from '../../../src-main/database/run-queries';
import type { OpenProject } from '../../../src-main/services/project-service';
import { RunQueue } from '../../../src-main/services/run-queue';
import { memoryFolder, reopened, temporaryProject } from '../temporary-project';
import { tinyStudent, tinyTeacher } from './tiny-run';

const now = '2026-11-23T10:00:00.000Z';

function stored({ database }: OpenProject, id: string): StoredRun {
  const run = findRun(database, id);
  if (run === null) throw new Error(`no run ${id}`);
  return run;
}

/** These tests commit much, and ask nothing of the disk. */
function projectInMemory(): Promise<OpenProject> {
  return temporaryProject(join(memoryFolder(), 'queue.ellipsight'));
}

/** A run that waits at the end of the queue, of a teacher or by itself. */
function waiting({ database }: OpenProject, teacher: string | null = null): string {
  const { seq, id } = insertRun(database, {
    plan: teacher === null ? tinyTeacher() : tinyStudent(teacher),
    teacherSeq: teacher === null ? null : (findRun(database, teacher)?.seq ?? null),
    now,
    state: 'waiting',
  });
  appendToQueue(database, seq);
  return id;
}

function order(queue: RunQueue): readonly string[] {
  return queue.view().entries.map(({ run }) => run.id.slice(0, 5));
}

/** The queue of a project that was opened with nothing in it, and three teachers that came since. */
async function threeWaiting() {
  const project = await projectInMemory();
  const queue = new RunQueue(project);
  const ids = [waiting(project), waiting(project), waiting(project)] as const;
  const nobody = (id: string): never => {
    throw new Error(`${id} left its turn`);
  };
  return { project, queue, ids, next: () => queue.next(nobody)?.id ?? null };
}

describe('the order of waiting runs', () => {
  test('is that in which they came, and the first is next', async () => {
    const { queue, ids, next } = await threeWaiting();
    expect(order(queue)).toEqual(['r0001', 'r0002', 'r0003']);
    expect(next()).toBe(ids[0]);
  });

  test('can be changed, behind what trains; a place beyond the end is the end', async () => {
    const { project, queue, ids } = await threeWaiting();
    const last = waiting(project);
    markStarted(project.database, 1, 'running', now);
    queue.move(stored(project, last), 1);
    expect(order(queue)).toEqual(['r0001', 'r0004', 'r0002', 'r0003']);
    queue.move(stored(project, ids[1]), 99);
    expect(order(queue)).toEqual(['r0001', 'r0004', 'r0003', 'r0002']);
    queue.move(stored(project, ids[1]), 2);
    expect(order(queue)).toEqual(['r0001', 'r0004', 'r0002', 'r0003']);
  });

  test('holds the place of a paused run, which is passed over until it has its turn again', async () => {
    const { project, queue, ids, next } = await threeWaiting();
    queue.pause(stored(project, ids[0]), 'Paused.');
    expect(order(queue)).toEqual(['r0001', 'r0002', 'r0003']);
    expect(next()).toBe(ids[1]);
    queue.readmit(stored(project, ids[0]));
    expect(stored(project, ids[0])).toMatchObject({ state: 'waiting', message: null });
    expect(next()).toBe(ids[0]);
  });

  test('loses what is done, cancelled, failed or crashed, and keeps what is paused or closed', async () => {
    const { project, queue, ids } = await threeWaiting();
    const run = (at: 0 | 1 | 2): StoredRun => stored(project, ids[at]);
    queue.ended(run(0), { state: 'interrupted', message: 'The trainer died.' }, 'for-good');
    queue.ended(run(1), { state: 'cancelled', message: 'Cancelled.' }, 'pausing');
    queue.ended(run(2), { state: 'cancelled', message: 'Cancelled.' }, 'closing');
    expect(queue.view().entries.map(({ run: { id, state } }) => [id, state])).toEqual([
      [ids[1], 'paused'],
      [ids[2], 'interrupted'],
    ]);
    queue.ended(run(1), { state: 'done', message: null }, 'pausing');
    expect(order(queue)).toEqual(['r0003']);
    expect(() => queue.readmit(run(1))).toThrow('is done');
  });
});

describe('a student in the queue', () => {
  test('is passed over while its teacher waits, and is next once that is done', async () => {
    const project = await projectInMemory();
    const queue = new RunQueue(project);
    const teacher = waiting(project);
    const student = waiting(project, teacher);
    queue.move(stored(project, student), 1);
    expect(queue.view().entries.map(({ waitsFor }) => waitsFor)).toEqual([teacher, null]);
    expect(queue.next(() => undefined)?.id).toBe(teacher);
    project.database.exec(`INSERT INTO run_trials VALUES (1, 1, 9, 9, 9, 'm', 'h', 5, 0.5, 't')`);
    queue.ended(stored(project, teacher), { state: 'done', message: null }, 'for-good');
    expect(queue.next(() => undefined)?.id).toBe(student);
  });

  test('fails with its teacher, in a sentence, and lets the next one have its turn', async () => {
    const project = await projectInMemory();
    const queue = new RunQueue(project);
    const teacher = waiting(project);
    const student = waiting(project, teacher);
    const other = waiting(project);
    queue.ended(stored(project, teacher), { state: 'failed', message: 'No memory.' }, 'for-good');
    const settled: string[] = [];
    expect(queue.next((id) => settled.push(id))?.id).toBe(other);
    expect(settled).toEqual([student]);
    expect(stored(project, student)).toMatchObject({
      state: 'failed',
      message: `Its teacher ${teacher} failed, so there is nothing to learn from. No memory.`,
    });
    expect(order(queue)).toEqual(['r0003']);
    expect(() => queue.readmit(stored(project, student))).toThrow('nothing to learn from');
  });

  test('is paused where its teacher was stopped', async () => {
    const project = await projectInMemory();
    const queue = new RunQueue(project);
    const teacher = waiting(project);
    const student = waiting(project, teacher);
    queue.ended(stored(project, teacher), { state: 'cancelled', message: 'c' }, 'for-good');
    expect(queue.next(() => undefined)).toBeNull();
    expect(stored(project, student).state).toBe('paused');
    queue.readmit(stored(project, teacher));
    queue.readmit(stored(project, student));
    // The teacher was put at the end, where it does not stand in the student's way.
    expect(order(queue)).toEqual(['r0002', 'r0001']);
    expect(queue.next(() => undefined)?.id).toBe(teacher);
  });
});

describe('what an earlier opening left', () => {
  async function left() {
    const before = await projectInMemory();
    for (let count = 0; count < 3; count += 1) waiting(before);
    markStarted(before.database, 1, 'running', now);
    markEnded(before.database, 3, 'paused', 'Paused.', now);
    const project = await reopened(before);
    interruptLeftRuns(project.database, now);
    return { project, queue: new RunQueue(project) };
  }

  test('is listed in its order, and starts once the user says so', async () => {
    const { queue } = await left();
    expect(queue.view().entries.map(({ run, leftOver }) => [run.id, run.state, leftOver])).toEqual([
      ['r0001-teacher', 'interrupted', true],
      ['r0002-teacher', 'waiting', true],
      ['r0003-teacher', 'paused', false],
    ]);
    expect(queue.next(() => undefined)).toBeNull();
    queue.release();
    expect(queue.next(() => undefined)?.id).toBe('r0001-teacher');
  });

  test('does not stand in the way of a new run', async () => {
    const { project, queue } = await left();
    const fresh = waiting(project);
    expect(queue.next(() => undefined)?.id).toBe(fresh);
  });

  test('is paused where the user wants none of it, and not asked for at the next opening', async () => {
    const { project, queue } = await left();
    expect(queue.pauseHeld().map(({ id }) => id)).toEqual(['r0001-teacher', 'r0002-teacher']);
    const again = new RunQueue(await reopened(project));
    expect(again.view().entries.map(({ run, leftOver }) => [run.state, leftOver])).toEqual([
      ['paused', false],
      ['paused', false],
      ['paused', false],
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import {
  findRun,
  insertRun,
  interruptLeftRuns,
  listRuns,
  markEnded,
  markStarted,
} from '../../../src-main/database/run-queries';
import {
  appendLog,
  keepEvaluation,
  keepSteps,
  keepTrial,
  listEvaluations,
  listLogits,
  listSteps,
  readLog,
} from '../../../src-main/database/run-result-queries';
import {
  readSnapshot,
  sideCounts,
  writeSnapshot,
} from '../../../src-main/database/snapshot-queries';
import { temporaryProject } from '../temporary-project';
import { tinyStudent, tinyTeacher } from './tiny-run';

const now = '2026-01-01T00:00:00.000Z';

async function withRun() {
  const { database } = await temporaryProject();
  const { seq, id } = insertRun(database, { plan: tinyTeacher(), teacherSeq: null, now });
  return { database, seq, id };
}

describe('stored runs', () => {
  test('are named in the order of creation, and come back with their plan', async () => {
    const { database, seq, id } = await withRun();
    const student = insertRun(database, { plan: tinyStudent(id), teacherSeq: seq, now });
    expect([id, student.id]).toEqual(['r0001-teacher', 'r0002-student']);
    expect(findRun(database, student.id)).toMatchObject({
      plan: tinyStudent(id),
      teacherRun: id,
      state: 'preparing',
      trialsDone: 0,
      accuracy: null,
    });
    expect(findRun(database, 'r0003-teacher')).toBeNull();
    expect(listRuns(database).map((run) => run.id)).toEqual([student.id, id]);
  });

  test('a student without a teacher is refused by the database itself', async () => {
    const { database } = await withRun();
    expect(() =>
      insertRun(database, { plan: tinyStudent('r0001-teacher'), teacherSeq: null, now }),
    ).toThrow(/CHECK/);
  });

  test('only runs that were left under way become interrupted', async () => {
    const { database, seq, id } = await withRun();
    const other = insertRun(database, { plan: tinyTeacher(), teacherSeq: null, now });
    markStarted(database, seq, 'running', now);
    markEnded(database, other.seq, 'done', null, now);
    expect(interruptLeftRuns(database, now)).toBe(1);
    expect(findRun(database, id)?.state).toBe('interrupted');
    expect(findRun(database, other.id)?.state).toBe('done');
  });

  test('the accuracy of a run is the mean over its trials', async () => {
    const { database, seq, id } = await withRun();
    const result = {
      formatVersion: 1,
      iterations: 12,
      convergence: 4,
      modelIteration: 12,
      model: { file: 'm', sha256: '0' },
      parameters: 7,
      evaluations: [],
      validation: [],
      test: [],
    } as const;
    keepTrial(database, seq, { ...result, trial: 1 }, 0.5, now);
    keepTrial(database, seq, { ...result, trial: 2 }, 1, now);
    expect(findRun(database, id)).toMatchObject({ trialsDone: 2, accuracy: 0.75 });
  });
});

describe('what a run leaves', () => {
  test('steps and evaluations of an iteration that is trained again replace the old ones', async () => {
    const { database, seq } = await withRun();
    const step = { trial: 1, iteration: 1, loss: 2, learningRate: 0.1 };
    keepSteps(database, seq, [step, { ...step, iteration: 2 }]);
    keepSteps(database, seq, [{ ...step, loss: 3 }]);
    expect(listSteps(database, seq).map(({ loss }) => loss)).toEqual([3, 2]);
    const point = { trial: 1, iteration: 4, side: 'test', accuracy: 0.5, textures: [] } as const;
    keepEvaluation(database, seq, point);
    keepEvaluation(database, seq, { ...point, accuracy: null });
    expect(listEvaluations(database, seq)).toEqual([{ ...point, accuracy: null }]);
  });

  test('logits come back patch by patch as float32', async () => {
    const { database, seq } = await withRun();
    const test = [
      {
        image: 5,
        logits: [
          [1.5, -2.25, 1e-20, 0.1],
          [0, 1, 2, 3],
        ],
      },
    ];
    keepTrial(
      database,
      seq,
      {
        formatVersion: 1,
        trial: 1,
        iterations: 1,
        convergence: 1,
        modelIteration: 1,
        model: { file: 'm', sha256: '0' },
        parameters: 1,
        evaluations: [],
        validation: [],
        test,
      },
      null,
      now,
    );
    expect(listLogits(database, seq, 1, 'test', 4)).toEqual([
      {
        image: 5,
        logits: [
          [1.5, -2.25, Math.fround(1e-20), Math.fround(0.1)],
          [0, 1, 2, 3],
        ],
      },
    ]);
  });

  test('the log keeps its order, and the newest lines are the ones shown', async () => {
    const { database, seq } = await withRun();
    for (const line of ['one', 'two', 'three']) appendLog(database, seq, line, now);
    expect(readLog(database, seq, 2)).toEqual([`${now} two`, `${now} three`]);
  });
});

describe('a snapshot', () => {
  test('comes back as it was written, more than a chunk long, and a second attempt replaces a broken one', async () => {
    const { database, seq, id } = await withRun();
    const images = Array.from({ length: 1001 }, (_entry, index) => ({
      imageId: index + 1,
      sha256: index.toString(16).padStart(64, '0'),
      name: `${index}.png`,
      width: 512,
      height: 256,
      channels: 1 as const,
      texture: index % 2,
      defective: index % 3 === 0,
      ellipses: index % 3 === 0 ? [{ x: 1.5, y: 2, a: 3, b: 4, angle: -0.25 }] : [],
    }));
    const sides = images.map((_image, index) =>
      index % 5 === 0 ? ('test' as const) : ('training' as const),
    );
    const snapshot = { textures: ['A', 'B'], images, trials: [{ trial: 1, sides }] };
    await writeSnapshot(database, seq, { ...snapshot, textures: ['X'] }, 'first');
    await writeSnapshot(database, seq, snapshot, 'second');
    expect(readSnapshot(database, seq)).toEqual(snapshot);
    expect(findRun(database, id)?.snapshotHash).toBe('second');
    expect(sideCounts(database, seq)).toEqual({ training: 800, validation: 0, test: 201, none: 0 });
  });
});

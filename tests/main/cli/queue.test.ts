import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { memoryFolder } from '../temporary-project';
import { runCli, runJson } from './run-cli';

// Times that are measured here are no user's.
const userData = memoryFolder();
afterEach(() => {
  vi.unstubAllEnvs();
});

const tinyPlan = [
  ...['architecture=vgg16-two-blocks', 'frozenBlocks=2', 'imageScale=1', 'patchSize=48'],
  ...['batchSize=8', 'iterations=4', 'evaluationInterval=4', 'earlyStopPatience=null'],
].flatMap((setting) => ['--set', setting]);
const tinyStudent = ['iterations=4', 'evaluationInterval=4', 'earlyStopPatience=null'].flatMap(
  (setting) => ['--set', setting],
);

test(
  'runs are queued, ordered, and worked through one after the other',
  { timeout: 240_000 },
  async () => {
    const project = join(memoryFolder(), 'queue.ellipsight');
    await runJson(['create', project]);
    await runJson([
      ...['sample', project, '--textures', '2', '--ok', '8'],
      ...['--defective', '5', '--size', '96'],
    ]);
    const train = ['train', project, '--preset', 'quick', ...tinyPlan, '--later'];
    expect(await runJson(train)).toEqual({ run: 'r0001-teacher', state: 'waiting', trials: 0 });
    const compress = ['compress', project, '--teacher', 'r0001-teacher', ...tinyStudent];
    const early = await runCli(compress);
    expect([early.code, early.err]).toEqual([3, expect.stringContaining('--later')]);
    expect(await runJson([...compress, '--later'])).toMatchObject({ run: 'r0002-student' });

    const moved = await runJson(['queue', project, 'move', 'r0002-student', '1']);
    expect(moved).toEqual({
      queue: [
        {
          ...{ run: 'r0002-student', kind: 'student', state: 'waiting', teacher: 'r0001-teacher' },
          ...{ waitsFor: 'r0001-teacher', trials: 1, trialsDone: 0 },
        },
        {
          ...{ run: 'r0001-teacher', kind: 'teacher', state: 'waiting', teacher: null },
          ...{ waitsFor: null, trials: 1, trialsDone: 0 },
        },
      ],
    });
    expect(await runJson(['queue', project, 'work'])).toEqual({
      runs: [
        { run: 'r0001-teacher', state: 'done', trials: 1, message: null },
        { run: 'r0002-student', state: 'done', trials: 1, message: null },
      ],
    });
    const cost = {
      ...{ kind: 'teacher', trials: 1, filters: null, patches: 4, ms: null },
      ...{ operations: expect.any(Number), modelBytes: expect.any(Number) },
    };
    vi.stubEnv('ELLIPSIGHT_USER_DATA', userData);
    const sizes = ['sizes', project, '--teacher', 'r0001-teacher'];
    expect(await runJson([...sizes, '--time'])).toMatchObject({
      networks: [
        { ...cost, run: 'r0001-teacher', ms: { runs: 20 } },
        {
          ...{ ...cost, run: 'r0002-student', kind: 'student', filters: [4, 8, 16, 4, 4] },
          // Two classes a texture: 2·(9·3·4·48² + 9·4·8·24² + 9·8·16·12² + 9·16·4·6² + 9·4·4·3² + 4·4,096 + 4,096·4).
          ...{ operations: 4 * 2 * 635_408, ms: { runs: 20 } },
        },
      ],
    });
    const student = await runCli(['sizes', project, '--teacher', 'r0002-student']);
    expect([student.code, student.err]).toEqual([2, expect.stringContaining('name its teacher')]);
    const wrong = await runCli(['queue', project, 'move', 'r0001-teacher', '1']);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('does not wait')]);
  },
);

test(
  'an interrupt before the first run has begun ends the work with 130 and leaves the run in the queue',
  { timeout: 240_000 },
  async () => {
    const project = join(memoryFolder(), 'interrupted-queue.ellipsight');
    await runJson(['create', project]);
    await runJson([
      ...['sample', project, '--textures', '1', '--ok', '8'],
      ...['--defective', '5', '--size', '96'],
    ]);
    const train = ['train', project, '--preset', 'quick', ...tinyPlan, '--later'];
    const placed = await runCli([...train, '--device', 'cpu']);
    expect([placed.code, placed.err]).toEqual([2, expect.stringContaining('queue PROJECT work')]);
    await runJson([...train, '--set', 'iterations=5000']);

    const worked = await runCli(['queue', project, 'work', '--device', 'cpu'], {
      interruptAt: /Run r0001-teacher/,
    });
    expect([worked.code, worked.out]).toEqual([130, expect.not.stringContaining('done')]);
    expect(await runJson(['queue', project])).toMatchObject({
      queue: [{ run: 'r0001-teacher', trialsDone: 0 }],
    });
  },
);

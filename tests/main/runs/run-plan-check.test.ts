import { describe, expect, test } from 'vitest';
import { insertRun, markEnded, markStarted } from '../../../src-main/database/run-queries';
import { keepTrial } from '../../../src-main/database/run-result-queries';
import { checkPlan } from '../../../src-main/services/run-plan-check';
import { addEllipse } from '../../../src-main/services/labelling-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { spokenDuration } from '../../../src-shared/sentences/phrases';
import { teacherPreset } from '../../../src-shared/training/presets';
import { seedImages } from '../seeded-images';
import { temporaryProject } from '../temporary-project';
import { tinyStudent, tinyTeacher } from './tiny-run';

function defectiveImages({ database }: OpenProject): readonly number[] {
  return database
    .prepare<[], { id: number }>("SELECT id FROM images WHERE verdict = 'defective'")
    .all()
    .map(({ id }) => id);
}

const trialResult = {
  formatVersion: 1,
  trial: 1,
  iterations: 12,
  convergence: 4,
  modelIteration: 12,
  model: { file: 'trial-1/model.safetensors', sha256: '0'.repeat(64) },
  parameters: 1000,
  evaluations: [],
  validation: [],
  test: [],
} as const;

describe('the check of a plan', () => {
  test('early stop without validation, and frozen blocks at random, are refused in sentences', async () => {
    const project = await temporaryProject();
    const { problems } = await checkPlan(
      project,
      tinyTeacher({ mode: 'scratch', validationShare: 0, earlyStopPatience: 3 }),
    );
    expect(problems.some((sentence) => sentence.startsWith('Early stop'))).toBe(true);
    expect(problems.some((sentence) => sentence.startsWith('Mode scratch'))).toBe(true);
  });

  test('an unknown architecture, a patch that pooling uses up and too many frozen blocks are refused', async () => {
    const project = await temporaryProject();
    seedImages(project, [
      { texture: 'Steel', verdict: 'ok' },
      { texture: 'Wood', verdict: 'ok' },
    ]);
    const problemsOf = async (changes: Parameters<typeof tinyTeacher>[0]) =>
      (await checkPlan(project, tinyTeacher(changes))).problems;
    expect(await problemsOf({})).toEqual([]);
    expect((await problemsOf({ architecture: 'resnet' }))[0]).toContain(
      'no architecture "resnet" for a teacher; there is vgg11, vgg16, ',
    );
    expect((await problemsOf({ architecture: 'student' }))[0]).toContain('for a teacher');
    expect(await problemsOf({ architecture: 'vgg16', frozenBlocks: 5, patchSize: 31 })).toEqual([
      'A patch of 31 pixels is too small for architecture vgg16; choose a larger patchSize.',
    ]);
    expect(await problemsOf({ architecture: 'vgg11', mode: 'transfer' })).toEqual([
      expect.stringContaining('do not fit architecture vgg11'),
    ]);
    expect(await problemsOf({ architecture: 'vgg11', mode: 'scratch', frozenBlocks: 0 })).toEqual(
      [],
    );
    expect(await problemsOf({ frozenBlocks: 5 })).toEqual([
      expect.stringContaining('and frozenBlocks asks for 5'),
    ]);
  });

  test('a student needs a teacher with as many finished trials, on the same patches', async () => {
    const project = await temporaryProject();
    expect((await checkPlan(project, tinyStudent('r0009-teacher'))).problems).toEqual([
      'There is no run r0009-teacher in this project.',
    ]);
    const { seq, id } = insertRun(project.database, {
      plan: tinyTeacher(),
      teacherSeq: null,
      now: '2026-01-01T00:00:00.000Z',
    });
    const unfinished = await checkPlan(project, tinyStudent(id));
    expect(unfinished.problems).toEqual([
      `Teacher ${id} has 0 finished trials, and the student asks for 1.`,
    ]);
    keepTrial(project.database, seq, trialResult, null, '2026-01-01T00:01:00.000Z');
    expect((await checkPlan(project, tinyStudent(id))).problems).toEqual([]);
    expect((await checkPlan(project, tinyStudent(id, { patchSize: 64 }))).problems).toEqual([
      "The student's patchSize is 64 and its teacher's 48; they must be equal.",
    ]);
  });

  test('a run takes as long as the newest one that cost the same: 24 s for 12 iterations give 48 s for 24', async () => {
    const project = await temporaryProject();
    seedImages(project, [{ texture: 'Steel', verdict: 'ok' }]);
    const { database } = project;
    const now = '2026-01-01T00:00:00.000Z';
    const { seq } = insertRun(database, { plan: tinyTeacher(), teacherSeq: null, now });
    markStarted(database, seq, 'running', now);
    keepTrial(database, seq, trialResult, null, now);
    markEnded(database, seq, 'done', null, '2026-01-01T00:00:24.000Z');
    const longer = await checkPlan(project, tinyTeacher({ iterations: 24 }));
    expect(longer.estimatedSeconds).toBe(48);
    const other = await checkPlan(project, tinyTeacher({ batchSize: 16 }));
    expect(other.estimatedSeconds).toBeNull();
  });

  test('memory and disk that will not do are said, with the batch that would', async () => {
    const project = await temporaryProject();
    seedImages(project, [
      { texture: 'Steel', verdict: 'ok' },
      { texture: 'Wood', verdict: 'ok' },
    ]);
    const plan = { ...teacherPreset('paper', 'transfer'), trials: 1 };
    const room = { memoryLimit: 64e9, memoryNow: 64e9, disk: 1e12 };
    const { problems: none, remarks: quiet } = await checkPlan(project, plan, room);
    expect(none).toEqual([]);
    expect(quiet.filter((sentence) => sentence.includes('memory'))).toEqual([]);

    const small = await checkPlan(project, plan, { ...room, memoryLimit: 4e9 });
    const [sentence = ''] = small.problems;
    expect(sentence).toMatch(
      /^A batch of 32 needs about 4\.\d GB of memory, and this computer can give 4\.0 GB; a batchSize of \d+ would fit\.$/,
    );
    const batchSize = Number(/batchSize of (\d+)/.exec(sentence)?.[1]);
    const fitting = { ...plan, batchSize };
    const { problems } = await checkPlan(project, fitting, { ...room, memoryLimit: 4e9 });
    expect(problems).toEqual([]);

    const busy = await checkPlan(project, plan, { ...room, memoryNow: 1e9 });
    expect(busy.problems).toEqual([]);
    expect(busy.remarks.join(' ')).toContain(
      'other programs leave 1.0 GB now; close some, or choose a smaller patchSize',
    );

    const full = await checkPlan(project, plan, { ...room, disk: 2e9 });
    expect(full.problems.join(' ')).toMatch(/^The run needs about 2\.\d GB of disk/);
    expect((await checkPlan(project, plan, { ...room, disk: null })).problems).toEqual([]);
  });

  test('textures with few defective images on a side are named with their number', async () => {
    const project = await temporaryProject();
    // Of 6 defective images 1 tests, and a tenth of the other 5 rounds to 1 that validates; none has an ellipse.
    seedImages(
      project,
      ['Steel', 'Wood'].flatMap((texture) => [
        ...Array.from({ length: 20 }, () => ({ texture, verdict: 'ok' as const })),
        ...Array.from({ length: 6 }, () => ({ texture, verdict: 'defective' as const })),
      ]),
    );
    const { remarks } = await checkPlan(project, tinyTeacher({ patchSize: 224 }));
    expect(remarks).toContain(
      'Texture Steel has no defective image with an ellipse: its defects cannot be learned, and all will escape.',
    );
    const ellipse = { x: 100, y: 100, a: 20, b: 10, angle: 0 };
    for (const id of defectiveImages(project)) addEllipse(project, id, ellipse);
    const marked = await checkPlan(project, tinyTeacher({ patchSize: 224 }));
    expect(marked.remarks).toEqual([
      'Few defective images with an ellipse to learn from: Steel 4, Wood 4; defects that look different will escape.',
      'Few defective images to test with: Steel 1, Wood 1; the TPR will say little.',
    ]);
  });

  test('durations are said in the unit that fits', () => {
    expect([1, 89, 90, 5399, 5400, 100_000, 864_000].map(spokenDuration)).toEqual([
      '1 second',
      '89 seconds',
      '2 minutes',
      '90 minutes',
      '2 hours',
      '28 hours',
      '10 days',
    ]);
  });
});

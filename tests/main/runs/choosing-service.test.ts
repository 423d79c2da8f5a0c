import { describe, expect, test } from 'vitest';
import { testLookCounts } from '../../../src-main/database/test-look-queries';
import { runChanges } from '../../../src-main/services/change-service';
import { choosingView, testFigures } from '../../../src-main/services/choosing-service';
import { disagreements } from '../../../src-main/services/disagreement-service';
import { setFloors } from '../../../src-main/services/floor-service';
import { addTexture } from '../../../src-main/services/texture-service';
import { temporaryProject } from '../temporary-project';
import { storeDecidedRun } from './decided-run';
import { scored, storeScoredRun } from './scored-run';

const teachers = [
  ...[
    scored('validation', true, 0.9),
    scored('validation', true, 0.8),
    scored('validation', false, 0.1),
  ],
  ...[scored('test', true, 0.9), scored('test', false, 0.1), scored('test', false, 0.9)],
  scored('test', true, 0.7, 1),
];
/** Misses one of two defects on validation; on test it misses the first defect and takes the false alarm back. */
const students = [
  ...[
    scored('validation', true, 0.9),
    scored('validation', true, 0.3),
    scored('validation', false, 0.1),
  ],
  ...[scored('test', true, 0.1), scored('test', false, 0.2), scored('test', false, 0.1)],
  scored('test', true, 0.7, 1),
];

async function family() {
  const project = await temporaryProject();
  for (const name of ['Steel', 'Wood']) addTexture(project, name);
  const teacher = await storeScoredRun(project, teachers);
  const weak = await storeScoredRun(project, students, teacher);
  const strong = await storeScoredRun(project, teachers, teacher);
  return { project, teacher: teacher.id, weak: weak.id, strong: strong.id };
}

describe('choosing a student', () => {
  test('goes by floors on validation, and looks at no test image', async () => {
    const { project, teacher, weak, strong } = await family();
    expect((await choosingView(project, teacher)).choice).toEqual({ kind: 'no-floors' });
    setFloors(project, [{ texture: 'Steel', tpr: 0.9, tnr: 1 }]);
    const view = await choosingView(project, teacher);
    // Both are as large: the weak one comes first and fails.
    expect(view.choice).toEqual({ kind: 'chosen', run: strong, smaller: [weak] });
    expect(view.networks.map(({ run }) => run.id)).toEqual([teacher, weak, strong]);
    expect(view.networks[1]).toMatchObject({
      validation: { images: 3, accuracy: 2 / 3 },
      failings: [{ texture: 'Steel', rate: 'tpr', floor: 0.9, right: 1, all: 2 }],
    });
    expect(testLookCounts(project.database)).toEqual([]);
    setFloors(project, [{ texture: 'Wood', tpr: 0.5, tnr: null }]);
    // No validation image shows Wood's rate.
    expect((await choosingView(project, teacher)).choice).toEqual({
      ...{ kind: 'none-holds', students: 2, nearest: strong },
      failings: [{ texture: 'Wood', rate: 'tpr', floor: 0.5, right: 0, all: 0 }],
    });
    expect(await testFigures(project, weak)).toMatchObject({ images: 4, accuracy: 0.75 });
    expect(testLookCounts(project.database)).toMatchObject([{ looks: 1 }]);
    await expect(choosingView(project, weak)).rejects.toMatchObject({
      failure: { kind: 'wrong-use' },
    });
  });
});

describe('a student beside its teacher', () => {
  test('disagrees first where the decisions differ, then by the gap between the logits', async () => {
    const { project, teacher, weak } = await family();
    const found = await disagreements(project, weak, 10);
    expect(found).toMatchObject({ run: weak, teacher, images: 4, differing: 2 });
    // Of the two that differ, both by the logit of 0.9 less that of 0.1: 2 ln 9 in one of four classes.
    expect(found.shown.map(({ name }) => name)).toEqual(['3.png', '5.png', '4.png', '6.png']);
    expect(found.shown[0]?.gap).toBeCloseTo(Math.log(9), 6);
    expect(found.shown[0]).toMatchObject({
      ...{ texture: 'Steel', defective: true, differ: true, patch: 0 },
      teacher: { texture: 'Steel', defective: true },
      student: { texture: 'Steel', defective: false },
    });
    expect(found.shown[0]?.teacherLogits[1]).toBeCloseTo(Math.log(9), 6);
    // ln 9 − ln 4, in one of four classes.
    expect(found.shown[2]?.gap).toBeCloseTo(Math.log(9 / 4) / 2, 6);
    expect(found.shown[3]).toMatchObject({ differ: false, gap: 0 });
    expect((await disagreements(project, weak, 1)).shown).toHaveLength(1);
    await expect(disagreements(project, teacher, 10)).rejects.toMatchObject({
      failure: { kind: 'wrong-use' },
    });
  });
});

describe('two runs side by side', () => {
  test('list what the second misses, catches and rejects otherwise', async () => {
    const { project, teacher, weak } = await family();
    const changes = await runChanges(project, teacher, weak);
    expect(changes).toMatchObject({
      ...{ before: teacher, after: weak, trials: [1], images: 4 },
      ...{ onlyBefore: 0, onlyAfter: 0, relabelled: 0 },
      counts: {
        ...{ 'newly-missed': 1, 'new-alarm': 0, 'texture-lost': 0 },
        ...{ 'newly-caught': 0, 'alarm-gone': 1, 'texture-found': 0 },
      },
    });
    expect(changes.shown.map(({ change, name }) => [change, name])).toEqual([
      ['newly-missed', '3.png'],
      ['alarm-gone', '5.png'],
    ]);
    const back = await runChanges(project, weak, teacher);
    expect(back.counts).toMatchObject({ 'newly-caught': 1, 'new-alarm': 1 });
    await expect(runChanges(project, weak, weak)).rejects.toMatchObject({
      failure: { kind: 'wrong-use' },
    });
  });

  test('say how many images they do not share, and refuse where they share none', async () => {
    const { project, teacher } = await family();
    // The first three are test images here, and no test images of the teacher.
    const four = [0, 1, 0, 1].map((defective, index) => ({
      ...{ name: `${index}.png`, texture: 0, defective: defective === 1 },
      patches: [[defective]],
    }));
    const other = await storeDecidedRun(project, ['Steel', 'Wood'], four);
    const changes = await runChanges(project, teacher, other);
    expect(changes).toMatchObject({ images: 1, onlyBefore: 3, onlyAfter: 3, relabelled: 0 });
    const none = await storeDecidedRun(project, ['Steel', 'Wood'], four.slice(0, 3));
    await expect(runChanges(project, teacher, none)).rejects.toMatchObject({
      failure: {
        kind: 'wrong-use',
        message: expect.stringContaining('no test image in common') as string,
      },
    });
  });
});

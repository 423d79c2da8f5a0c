import { describe, expect, test } from 'vitest';
import { fedChannels } from '../../../src-main/services/run-channels';
import { resolvedPlan } from '../../../src-main/services/resolved-plan';
import { planSnapshot } from '../../../src-main/services/snapshot-service';
import type { Side } from '../../../src-shared/dataset/label';
import type { TeacherPlan } from '../../../src-shared/training/training-plan';
import { seedImages } from '../seeded-images';
import { temporaryProject } from '../temporary-project';
import { tinyTeacher } from './tiny-run';

/** 50 ok images of each of two textures: a fifth tests, a tenth of the other 40 validates. */
async function projectOf100() {
  const project = await temporaryProject();
  seedImages(
    project,
    ['Steel', 'Wood'].flatMap((texture) =>
      Array.from({ length: 50 }, () => ({ texture, verdict: 'ok' as const })),
    ),
  );
  return project;
}

function indices(sides: readonly Side[] | undefined, wanted: Side): number[] {
  return (sides ?? []).flatMap((side, index) => (side === wanted ? [index] : []));
}

describe('the data of a plan', () => {
  test('with a share train on part of the same training side, and validate and test on the same images', async () => {
    const project = await projectOf100();
    const sidesOf = async (changes: Partial<TeacherPlan>) =>
      (
        await planSnapshot(project, tinyTeacher({ trials: 1, ...changes }), {
          store: false,
          selection: null,
        })
      ).trials[0]?.sides;
    const all = await sidesOf({});
    const most = await sidesOf({ trainingShare: 0.6 });
    const few = await sidesOf({ trainingShare: 0.2 });
    expect(indices(all, 'training')).toHaveLength(72);
    // 0.6 · 36 = 21.6 and 0.2 · 36 = 7.2 of each texture.
    expect(indices(most, 'training')).toHaveLength(44);
    expect(indices(few, 'training')).toHaveLength(14);
    expect(indices(all, 'training')).toEqual(expect.arrayContaining(indices(most, 'training')));
    expect(indices(most, 'training')).toEqual(expect.arrayContaining(indices(few, 'training')));
    expect(indices(few, 'none')).toHaveLength(72 - 14);
    for (const side of ['validation', 'test'] as const) {
      expect(indices(few, side)).toEqual(indices(all, side));
    }
  });

  test('are found without storing a side', async () => {
    const project = await projectOf100();
    const splits = () => project.database.prepare('SELECT COUNT(*) AS n FROM split_batches').get();
    const before = splits();
    const dry = await planSnapshot(project, tinyTeacher(), { store: false, selection: null });
    expect(splits()).toEqual(before);
    const stored = await planSnapshot(project, tinyTeacher(), { store: true, selection: null });
    expect(stored).toEqual(dry);
    expect(splits()).not.toEqual(before);
  });

  test('turn epochs into iterations: 2 epochs of 72 patches, 16 each, at batch 8 are 288', async () => {
    const project = await projectOf100();
    const plan = tinyTeacher({ epochs: 2, batchSize: 8, patchesPerOk: 16, formsPerPatch: 1 });
    expect((await resolvedPlan(project, plan)).iterations).toBe((2 * 72 * 16) / 8);
    expect(await resolvedPlan(project, { ...plan, epochs: null })).toEqual({
      ...plan,
      epochs: null,
    });
    const half = { ...plan, trainingShare: 0.5 };
    expect((await resolvedPlan(project, half)).iterations).toBe((2 * 36 * 16) / 8);
  });

  test('are fed as the images are, gray or colour', () => {
    const fed = (input: TeacherPlan['input'], found: 1 | 3) =>
      fedChannels(tinyTeacher({ input }), found);
    expect([fed(undefined, 1), fed(undefined, 3), fed('as-images', 3)]).toEqual([1, 3, 3]);
    expect([fed('gray', 3), fed('colour', 1)]).toEqual([1, 3]);
  });
});

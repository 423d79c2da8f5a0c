import { describe, expect, test } from 'vitest';
import { setVerdict } from '../../../src-main/services/labelling-service';
import { assignSides } from '../../../src-main/services/split-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import type { Side, Verdict } from '../../../src-shared/dataset/label';
import { seedImages } from '../seeded-images';
import { reopened, temporaryProject } from '../temporary-project';

function labelled(
  texture: string,
  verdict: Verdict,
  count: number,
): { texture: string; verdict: Verdict }[] {
  return new Array<{ texture: string; verdict: Verdict }>(count).fill({ texture, verdict });
}

function count(sides: ReadonlyMap<number, Side>, side: Side): number {
  return [...sides.values()].filter((other) => other === side).length;
}

function where(sides: ReadonlyMap<number, Side>, side: Side): number[] {
  return [...sides].filter(([, other]) => other === side).map(([id]) => id);
}

async function projectOf200(): Promise<OpenProject> {
  const project = await temporaryProject();
  seedImages(project, [
    ...labelled('a', 'ok', 100),
    ...labelled('a', 'defective', 20),
    ...labelled('b', 'ok', 50),
    ...labelled('b', 'defective', 10),
    ...labelled('b', 'unlabelled', 20),
  ]);
  return project;
}

describe('stored splits', () => {
  test('test a fifth of each class, and leave out what does not train', async () => {
    const project = await projectOf200();
    const sides = await assignSides(project, { splitSeed: 1, trial: 1, validationShare: 0 });
    // 20 + 4 + 10 + 2 of 180.
    expect([count(sides, 'test'), count(sides, 'training'), count(sides, 'none')]).toEqual([
      36, 144, 20,
    ]);
    const tested = where(sides, 'test');
    const between = (from: number, to: number): number =>
      tested.filter((id) => id >= from && id <= to).length;
    expect([between(1, 100), between(101, 120), between(121, 170), between(171, 180)]).toEqual([
      20, 4, 10, 2,
    ]);
  });

  test('are the same when asked again, also after reopening, and differ by seed and by trial', async () => {
    const project = await projectOf200();
    const request = { splitSeed: 1, trial: 1, validationShare: 0.1 };
    const first = await assignSides(project, request);
    const again = await reopened(project);
    expect(await assignSides(again, request)).toEqual(first);
    expect(await assignSides(again, { ...request, trial: 2 })).not.toEqual(first);
    expect(await assignSides(again, { ...request, splitSeed: 2 })).not.toEqual(first);
  });

  test('test the same images whatever the validation share', async () => {
    const project = await projectOf200();
    const tests = [];
    for (const validationShare of [0.1, 0, 0.25]) {
      const sides = await assignSides(project, { splitSeed: 3, trial: 1, validationShare });
      tests.push(where(sides, 'test'));
      // Of the training parts of 80, 16, 40 and 8.
      const quota = { 0.1: 8 + 2 + 4 + 1, 0: 0, 0.25: 20 + 4 + 10 + 2 }[validationShare];
      expect(count(sides, 'validation')).toBe(quota);
    }
    expect(tests[1]).toEqual(tests[0]);
    expect(tests[2]).toEqual(tests[0]);
  });

  test('stay put as images come, and fill the quotas from the new ones', async () => {
    const project = await projectOf200();
    const request = { splitSeed: 1, trial: 1, validationShare: 0.1 };
    const before = await assignSides(project, request);
    seedImages(project, labelled('a', 'ok', 50), 'later');
    const after = await assignSides(project, request);
    for (const [id, side] of before) expect(after.get(id)).toBe(side);
    // A fifth of 150 ok images of a.
    expect(where(after, 'test').filter((id) => id <= 100 || id > 200)).toHaveLength(30);
  });

  test('keep the side of an image that stops training for a while', async () => {
    const project = await projectOf200();
    const request = { splitSeed: 1, trial: 1, validationShare: 0 };
    const before = await assignSides(project, request);
    const [id = 0] = where(before, 'test');
    setVerdict(project, id, 'unsure', false);
    expect((await assignSides(project, request)).get(id)).toBe('none');
    setVerdict(project, id, 'ok', false);
    expect((await assignSides(project, request)).get(id)).toBe('test');
  });

  test('keep the images of one group on one side', async () => {
    const project = await projectOf200();
    project.database
      .prepare(`UPDATE images SET group_name = 'lot ' || (id / 5) WHERE verdict = 'ok'`)
      .run();
    const sides = await assignSides(project, { splitSeed: 1, trial: 1, validationShare: 0.1 });
    const groups = project.database
      .prepare<[], { id: number; lot: string }>(
        `SELECT id, group_name AS lot FROM images WHERE group_name IS NOT NULL`,
      )
      .all();
    const byGroup = new Map<string, Set<Side | undefined>>();
    for (const { id, lot } of groups)
      byGroup.set(lot, (byGroup.get(lot) ?? new Set()).add(sides.get(id)));
    expect([...byGroup.values()].every(({ size }) => size === 1)).toBe(true);
    expect(count(sides, 'test')).toBeGreaterThan(25);
  });

  test('are given whole or not at all: what a broken assignment left does not count', async () => {
    const project = await projectOf200();
    const request = { splitSeed: 1, trial: 1, validationShare: 0 };
    const first = await assignSides(project, request);
    project.database.prepare('UPDATE split_batches SET complete = 0').run();
    project.database.prepare('DELETE FROM split_sides WHERE image_id > 90').run();
    expect(await assignSides(project, request)).toEqual(first);
    const stored = project.database.prepare('SELECT COUNT(*) AS n FROM split_sides').get();
    expect(stored).toEqual({ n: 180 });
  });

  test('asked for twice at a time agree', async () => {
    const project = await projectOf200();
    const request = { splitSeed: 1, trial: 1, validationShare: 0.1 };
    const [one, two] = await Promise.all([
      assignSides(project, request),
      assignSides(project, request),
    ]);
    expect(two).toEqual(one);
  });
});

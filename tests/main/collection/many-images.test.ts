import { describe, expect, test } from 'vitest';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { imageDetail, imagesPage } from '../../../src-main/services/image-service';
import { addEllipse, setVerdict } from '../../../src-main/services/labelling-service';
import { reviewImage } from '../../../src-main/services/review-service';
import { changeImages } from '../../../src-main/services/many-images-service';
import { projectSummary, type OpenProject } from '../../../src-main/services/project-service';
import { assignSides } from '../../../src-main/services/split-service';
import { redo, redoWhole, undo, undoWhole } from '../../../src-main/services/undo-service';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { ImageFilter } from '../../../src-shared/ipc/views';
import { seedImages } from '../seeded-images';
import { asPerson, reopened, temporaryProject } from '../temporary-project';
import { quietBites, stoppingAt } from './quiet-bites';

const everything: ImageFilter = { textureId: null, verdict: null, text: '' };
const all = { kind: 'filter', filter: everything, except: [] } as const;
const shape = { x: 100, y: 120, a: 30, b: 12, angle: 0.4 };

async function projectOf(count: number): Promise<OpenProject> {
  const project = await temporaryProject();
  seedImages(
    project,
    Array.from({ length: count }, (_, index) => ({
      texture: index % 2 === 0 ? 'felt' : 'weave',
      verdict: 'unlabelled' as const,
    })),
  );
  return project;
}

/** All that can be changed, as rows in order; the events are not part of it. */
function content(project: OpenProject): unknown {
  const counted = '(SELECT * FROM tallies WHERE images > 0)';
  return ['images', 'ellipses', 'textures', counted].map((table) =>
    project.database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all(),
  );
}

function rows(project: OpenProject, filter: Partial<ImageFilter>): readonly number[] {
  return imagesPage(project, { ...everything, ...filter }, 0, 500).rows.map(({ id }) => id);
}

describe('a change of many images', () => {
  test('gives a verdict to all that a filter lets through but some, as one step of undo', async () => {
    const project = await projectOf(250);
    const before = content(project);
    const felt = { ...everything, textureId: 1 };
    const selection = { kind: 'filter', filter: felt, except: [3, 5] } as const;
    const change = { kind: 'verdict', verdict: 'ok', deleteEllipses: false } as const;
    const summary = await changeImages(project, selection, change, quietBites);
    expect(summary).toEqual({ changed: 123, unchanged: 0, withEllipses: 0, cancelled: false });
    expect(projectSummary(project).textures.map(({ ok }) => ok)).toEqual([123, 0]);
    expect(imageDetail(project, 3).verdict).toBe('unlabelled');
    const after = content(project);

    expect(await undoWhole(project, quietBites)).toMatchObject({ images: 123, whole: true });
    expect(content(project)).toEqual(before);
    expect((await undoWhole(project, quietBites)).gesture).toBeNull();
    const again = await reopened(project);
    expect(await redoWhole(again, quietBites)).toMatchObject({ images: 123, whole: true });
    expect(content(again)).toEqual(after);
    expect(await verifyEventChain(again.database)).toBeNull();
  });

  test('leaves images whose ellipses would go, unless these go too', async () => {
    const project = await projectOf(4);
    addEllipse(project, 2, shape);
    reviewImage(asPerson(project, 'Lee'), 2, 'reviewed');
    const change = { kind: 'verdict', verdict: 'ok', deleteEllipses: false } as const;
    const kept = await changeImages(project, all, change, quietBites);
    expect(kept).toMatchObject({ changed: 3, withEllipses: 1 });
    expect(imageDetail(project, 2)).toMatchObject({ verdict: 'defective', review: 'reviewed' });
    const bare = await changeImages(project, all, { ...change, deleteEllipses: true }, quietBites);
    expect(bare).toMatchObject({ changed: 1, unchanged: 3 });
    expect(imageDetail(project, 2)).toMatchObject({
      verdict: 'ok',
      review: 'labelled',
      ellipses: [],
    });
    undo(project);
    expect(imageDetail(project, 2)).toMatchObject({ verdict: 'defective', review: 'reviewed' });
    expect(imageDetail(project, 2).ellipses).toEqual([{ id: 1, shape }]);
    expect(imageDetail(project, 1).verdict).toBe('ok');
  });

  test('excludes, which hides images from totals, pages and splits, and takes back', async () => {
    const project = await projectOf(10);
    await changeImages(
      project,
      all,
      { kind: 'verdict', verdict: 'ok', deleteEllipses: false },
      quietBites,
    );
    const ids = { kind: 'ids', imageIds: [9, 2, 2] } as const;
    const excluded = await changeImages(
      project,
      ids,
      { kind: 'exclude', excluded: true },
      quietBites,
    );
    expect(excluded.changed).toBe(2);
    expect(projectSummary(project)).toMatchObject({ images: 8, excluded: 2 });
    expect(rows(project, { excluded: true })).toEqual([2, 9]);
    expect(imagesPage(project, { ...everything, excluded: true }, 0, 10).total).toBe(2);
    expect(rows(project, {})).toEqual([1, 3, 4, 5, 6, 7, 8, 10]);
    const sides = await assignSides(project, { splitSeed: 1, trial: 1, validationShare: 0 });
    expect([...sides.keys()]).not.toContain(9);
    const back = {
      kind: 'filter',
      filter: { ...everything, excluded: true },
      except: [2],
    } as const;
    await changeImages(project, back, { kind: 'exclude', excluded: false }, quietBites);
    expect(projectSummary(project)).toMatchObject({ images: 9, excluded: 1 });
    undo(project);
    undo(project);
    expect(projectSummary(project)).toMatchObject({ images: 10, excluded: 0 });
  });

  test('puts images into groups, which share a side of every split', async () => {
    const project = await projectOf(40);
    const ok = { kind: 'verdict', verdict: 'ok', deleteEllipses: false } as const;
    await changeImages(project, all, ok, quietBites);
    const lot = Array.from({ length: 10 }, (_, index) => 4 * index + 1);
    await changeImages(
      project,
      { kind: 'ids', imageIds: lot },
      { kind: 'group', group: '  lot 7 ' },
      quietBites,
    );
    expect(imageDetail(project, 5).groupName).toBe('lot 7');
    for (const trial of [1, 2, 3]) {
      const sides = await assignSides(project, { splitSeed: 3, trial, validationShare: 0.25 });
      expect(new Set(lot.map((id) => sides.get(id))).size).toBe(1);
    }
    await changeImages(project, all, { kind: 'group', group: null }, quietBites);
    expect(imageDetail(project, 5).groupName).toBeNull();
    undo(project);
    expect(imageDetail(project, 5).groupName).toBe('lot 7');
  });

  test('that is stopped leaves whole bites, which undo takes back', async () => {
    const project = await projectOf(450);
    const before = content(project);
    const change = { kind: 'verdict', verdict: 'unsure', deleteEllipses: false } as const;
    const summary = await changeImages(project, all, change, stoppingAt(200));
    expect(summary).toMatchObject({ changed: 200, cancelled: true });
    await undoWhole(project, quietBites);
    expect(content(project)).toEqual(before);
  });

  test('can be half undone, left at that, and undone or done again to the end after a restart', async () => {
    const project = await projectOf(250);
    const before = content(project);
    const change = { kind: 'texture', textureId: 2 } as const;
    const summary = await changeImages(
      project,
      { kind: 'filter', filter: { ...everything, textureId: 1 }, except: [] },
      change,
      quietBites,
    );
    expect(summary.changed).toBe(125);
    const after = content(project);
    expect(undo(project)).toMatchObject({ images: 50, whole: false });
    expect(projectSummary(project).textures.map(({ unlabelled }) => unlabelled)).toEqual([50, 200]);
    const again = await reopened(project);
    expect(await redoWhole(again, quietBites)).toMatchObject({ images: 50, whole: true });
    expect(content(again)).toEqual(after);
    undo(again);
    // A gesture on top of a half undone one: both are taken back in turn.
    setVerdict(again, 1, 'unsure', false);
    expect(redo(again).gesture).toBeNull();
    expect(undo(again).imageId).toBe(1);
    await undoWhole(again, quietBites);
    expect(content(again)).toEqual(before);
  });

  test('lets nothing else change meanwhile, and keeps to its kind of request', async () => {
    const project = await projectOf(250);
    const change = { kind: 'group', group: 'lot' } as const;
    const running = changeImages(project, all, change, quietBites);
    for (const other of [
      () => setVerdict(project, 1, 'ok', false),
      () => undo(project),
      () => changeImages(project, all, change, quietBites),
    ]) {
      expect(await kindOf(other)).toBe('busy');
    }
    expect((await running).changed).toBe(250);
    expect(
      await kindOf(() => changeImages(project, all, { kind: 'texture', textureId: 9 }, quietBites)),
    ).toBe('not-found');
  });
});

async function kindOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure.kind;
    throw error;
  }
  return 'none';
}

import { describe, expect, test } from 'vitest';
import { imageEvents, verifyEventChain } from '../../../src-main/database/event-queries';
import { imageDetail } from '../../../src-main/services/image-service';
import {
  addEllipse,
  addEllipses,
  changeEllipse,
  changeEllipses,
  deleteEllipses,
  redo,
  setVerdict,
  undo,
} from '../../../src-main/services/labelling-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import type { Verdict } from '../../../src-shared/dataset/label';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import { reviewImage } from '../../../src-main/services/review-service';
import { seedImages } from '../seeded-images';
import { reopened, temporaryProject } from '../temporary-project';

const shape: Ellipse = { x: 100, y: 120, a: 30, b: 12, angle: 0.4 };
const other: Ellipse = { x: 300, y: 50.5, a: 8, b: 12, angle: -1 };

async function projectWith(...given: Verdict[]): Promise<OpenProject> {
  const project = await temporaryProject();
  seedImages(
    project,
    given.map((verdict) => ({ texture: 'felt', verdict })),
  );
  return project;
}

function kindOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure.kind;
    throw error;
  }
  return 'none';
}

describe('labels', () => {
  test('the first ellipse makes an image defective, deleting the last does not unmake it', async () => {
    const project = await projectWith('unlabelled');
    const drawn = addEllipse(project, 1, shape);
    expect(drawn.verdict).toBe('defective');
    expect(drawn.ellipses).toEqual([{ id: 1, shape }]);
    const bare = deleteEllipses(project, 1, [1]);
    expect(bare.verdict).toBe('defective');
    expect(bare.ellipses).toEqual([]);
  });

  test('several ellipses come, change and go in one gesture each', async () => {
    const project = await projectWith('unlabelled');
    expect(addEllipses(project, 1, [shape, other]).verdict).toBe('defective');
    const changes = [
      { ellipseId: 1, shape: { ...shape, x: 110 } },
      { ellipseId: 2, shape: { ...other, x: 310 } },
    ];
    const moved = changeEllipses(project, 1, changes).ellipses;
    expect(moved.map((ellipse) => ellipse.shape.x)).toEqual([110, 310]);
    undo(project);
    expect(imageDetail(project, 1).ellipses.map((ellipse) => ellipse.shape)).toEqual([
      shape,
      other,
    ]);
    undo(project);
    expect(imageDetail(project, 1)).toMatchObject({ verdict: 'unlabelled', ellipses: [] });
  });

  test('of several ellipses none is stored where one cannot be', async () => {
    const project = await projectWith('unlabelled');
    const outside = { ...shape, x: -5000 };
    expect(kindOf(() => addEllipses(project, 1, [shape, outside]))).toBe('bad-input');
    expect(imageDetail(project, 1).ellipses).toEqual([]);
    addEllipses(project, 1, [shape, other]);
    const changes = [
      { ellipseId: 1, shape: other },
      { ellipseId: 99, shape: other },
    ];
    expect(kindOf(() => changeEllipses(project, 1, changes))).toBe('not-found');
    expect(imageDetail(project, 1).ellipses.map((ellipse) => ellipse.shape)).toEqual([
      shape,
      other,
    ]);
  });

  test('an unsure image stays unsure when a second ellipse is drawn', async () => {
    const project = await projectWith('unlabelled');
    addEllipse(project, 1, shape);
    setVerdict(project, 1, 'unsure', false);
    expect(addEllipse(project, 1, other)).toMatchObject({ verdict: 'unsure' });
  });

  test.each(['ok', 'unlabelled'] as const)(
    '%s is refused while there are ellipses, unless they go too',
    async (verdict) => {
      const project = await projectWith('unlabelled');
      addEllipse(project, 1, shape);
      expect(kindOf(() => setVerdict(project, 1, verdict, false))).toBe('bad-input');
      expect(imageDetail(project, 1).verdict).toBe('defective');
      const after = setVerdict(project, 1, verdict, true);
      expect(after).toMatchObject({ verdict, ellipses: [] });
      undo(project);
      expect(imageDetail(project, 1)).toMatchObject({
        verdict: 'defective',
        ellipses: [{ id: 1, shape }],
      });
    },
  );

  test('a reviewed label that is changed has to be reviewed again, a disputed one stays disputed', async () => {
    const project = await projectWith('ok', 'ok');
    reviewImage(project, 1, 'reviewed');
    reviewImage(project, 2, 'disputed');
    expect(addEllipse(project, 1, shape).review).toBe('labelled');
    expect(addEllipse(project, 2, shape).review).toBe('disputed');
  });

  test('an ellipse keeps its id when it is changed, and when its deletion is taken back', async () => {
    const project = await projectWith('ok');
    addEllipse(project, 1, shape);
    addEllipse(project, 1, other);
    changeEllipse(project, 1, 1, { ...shape, x: 101 });
    deleteEllipses(project, 1, [1]);
    expect(addEllipse(project, 1, shape).ellipses.map(({ id }) => id)).toEqual([2, 3]);
    undo(project);
    undo(project);
    expect(imageDetail(project, 1).ellipses).toEqual([
      { id: 1, shape: { ...shape, x: 101 } },
      { id: 2, shape: other },
    ]);
  });

  test('an ellipse id is never given twice, not even after the newest was undone and the project reopened', async () => {
    const project = await projectWith('ok');
    addEllipse(project, 1, shape);
    undo(project);
    const again = await reopened(project);
    expect(addEllipse(again, 1, other).ellipses.map(({ id }) => id)).toEqual([2]);
  });

  test.each([
    ['without length', { ...shape, a: 0 }],
    ['with a number that is none', { ...shape, angle: NaN }],
    ['beside the image', { ...shape, x: -500 }],
    ['far larger than the image', { ...shape, a: 5000 }],
  ])('an ellipse %s is refused, and nothing is written', async (_, bad) => {
    const project = await projectWith('ok');
    expect(kindOf(() => addEllipse(project, 1, bad))).toBe('bad-input');
    expect(imageDetail(project, 1)).toMatchObject({ verdict: 'ok', ellipses: [], canUndo: false });
  });

  test('what is not there is not found', async () => {
    const project = await projectWith('ok');
    expect(kindOf(() => addEllipse(project, 2, shape))).toBe('not-found');
    expect(kindOf(() => changeEllipse(project, 1, 7, shape))).toBe('not-found');
    expect(kindOf(() => deleteEllipses(project, 1, [7]))).toBe('not-found');
  });

  test('a gesture that changes nothing leaves no event', async () => {
    const project = await projectWith('ok');
    setVerdict(project, 1, 'ok', false);
    expect(imageDetail(project, 1).canUndo).toBe(false);
    expect(imageEvents(project.database, 1, 10).map(({ kind }) => kind)).toEqual(['image.added']);
  });
});

describe('undo and redo', () => {
  test('say which image they touched, and null at the ends', async () => {
    const project = await projectWith('ok', 'ok');
    setVerdict(project, 2, 'unsure', false);
    expect(undo(project)).toMatchObject({ imageId: 2 });
    expect(undo(project)).toMatchObject({ imageId: null });
    expect(redo(project)).toMatchObject({ imageId: 2 });
    expect(redo(project)).toMatchObject({ imageId: null });
  });

  test('a new gesture ends what could be done again', async () => {
    const project = await projectWith('ok');
    setVerdict(project, 1, 'unsure', false);
    undo(project);
    setVerdict(project, 1, 'defective', false);
    expect(imageDetail(project, 1)).toMatchObject({ canUndo: true, canRedo: false });
  });
});

describe('the audit trail', () => {
  test('holds who, what, the label before and after, in order, and only grows', async () => {
    const project = await projectWith('ok');
    addEllipse(project, 1, shape);
    undo(project);
    const [undone, drawn, added] = imageEvents(project.database, 1, 10);
    expect([added?.kind, drawn?.kind, undone?.kind]).toEqual([
      'image.added',
      'label.add-ellipse',
      'label.undo',
    ]);
    expect(undone?.gesture).toBe(drawn?.seq);
    expect(drawn?.who).toBe('tester');
    expect(JSON.parse(drawn?.old ?? '')).toEqual({
      verdict: 'ok',
      review: 'labelled',
      ellipses: [],
    });
    expect(JSON.parse(drawn?.new ?? '')).toEqual({
      verdict: 'defective',
      review: 'labelled',
      labelled: { by: 'tester', at: drawn?.at },
      ellipses: [{ id: 1, ...shape, origin: 'drawn', fitIou: null }],
    });
    const write = (sql: string) => () => project.database.exec(sql);
    expect(write(`UPDATE events SET who = 'nobody'`)).toThrow('append-only');
    expect(write('DELETE FROM events')).toThrow('append-only');
  });

  test('shows which row was changed behind its back', async () => {
    const project = await projectWith('ok', 'ok', 'ok');
    for (const id of [1, 2, 3]) setVerdict(project, id, 'unsure', false);
    expect(await verifyEventChain(project.database)).toBe(null);
    project.database.exec('DROP TRIGGER events_refuse_update');
    const { seq } = imageEvents(project.database, 2, 1)[0] ?? { seq: 0 };
    project.database.prepare(`UPDATE events SET who = 'nobody' WHERE seq = ?`).run(seq);
    expect(await verifyEventChain(project.database)).toBe(seq);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectFromProject } from '../../../src-main/services/snapshot-service';
import { imageDetail, imageNeighbours, imagesPage } from '../../../src-main/services/image-service';
import {
  addEllipse,
  deleteEllipses,
  setVerdict,
} from '../../../src-main/services/labelling-service';
import { changeImages } from '../../../src-main/services/many-images-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { addNote, removeNote, reviewImage } from '../../../src-main/services/review-service';
import { redo, undo } from '../../../src-main/services/undo-service';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { verifyProject } from '../../../src-main/services/verify-service';
import { reviews } from '../../../src-shared/dataset/label';
import type { ImageFilter } from '../../../src-shared/ipc/views';
import { quietBites } from '../collection/quiet-bites';
import { seedImages } from '../seeded-images';
import { asPerson, reopened, temporaryProject } from '../temporary-project';

const shape = { x: 100, y: 90, a: 20, b: 10, angle: 0.5 };
const everything: ImageFilter = { textureId: null, verdict: null, text: '' };

/** Three images without a label and three that were imported as ok. */
async function projectOfSix(): Promise<OpenProject> {
  const project = await temporaryProject();
  seedImages(
    project,
    Array.from({ length: 6 }, (_, index) => ({
      texture: 'felt',
      verdict: index < 3 ? ('unlabelled' as const) : ('ok' as const),
    })),
  );
  return project;
}

/** What verify says of all but the image files, which seeded images have none of. */
async function findings(project: OpenProject): Promise<readonly string[]> {
  const { findings: all } = await verifyProject(project);
  return all.filter(({ kind }) => kind !== 'image-missing').map(({ message }) => message);
}

function ids(project: OpenProject, filter: Partial<ImageFilter>): readonly number[] {
  const page = imagesPage(project, { ...everything, ...filter }, 0, 100);
  expect(page.total).toBe(page.rows.length);
  return page.rows.map(({ id }) => id);
}

describe('a review', () => {
  test('is by a second person: the own label is refused, whatever the case of the name', async () => {
    const project = await projectOfSix();
    const [kim, lee] = [asPerson(project, 'Kim'), asPerson(project, 'Lee')];
    setVerdict(kim, 1, 'ok', false);
    expect(() => reviewImage(kim, 1, 'reviewed')).toThrow('Kim labelled this image');
    expect(() => reviewImage(asPerson(project, ' KIM'), 1, 'reviewed')).toThrow('second person');
    expect(imageDetail(project, 1).review).toBe('labelled');
    expect(imageDetail(kim, 1).reviewing.refusal).toBe('own-label');
    expect(imageDetail(lee, 1).reviewing.refusal).toBeNull();
    expect(reviewImage(lee, 1, 'reviewed')).toMatchObject({
      review: 'reviewed',
      reviewing: { labelled: { by: 'Kim' }, reviewed: { by: 'Lee' } },
    });
  });

  test('of an imported label is open to everybody, and of no label to nobody', async () => {
    const project = await projectOfSix();
    expect(reviewImage(project, 4, 'reviewed').review).toBe('reviewed');
    for (const review of ['reviewed', 'disputed'] as const) {
      expect(() => reviewImage(project, 1, review)).toThrow('no label');
    }
  });

  test('goes when the label is changed, and the changer becomes the one whose label it is', async () => {
    const project = await projectOfSix();
    const [kim, lee] = [asPerson(project, 'Kim'), asPerson(project, 'Lee')];
    addEllipse(kim, 1, shape);
    reviewImage(lee, 1, 'reviewed');
    expect(addEllipse(lee, 1, shape)).toMatchObject({
      review: 'labelled',
      reviewing: { labelled: { by: 'Lee' }, reviewed: null },
    });
    expect(() => reviewImage(lee, 1, 'reviewed')).toThrow('Lee labelled');
    undo(project);
    expect(imageDetail(project, 1)).toMatchObject({
      review: 'reviewed',
      reviewing: { labelled: { by: 'Kim' }, reviewed: { by: 'Lee' } },
    });
    setVerdict(kim, 1, 'unlabelled', true);
    expect(imageDetail(project, 1).reviewing).toMatchObject({ labelled: null, reviewed: null });
  });

  test('that disputes stands until somebody else than the labeller settles it', async () => {
    const project = await projectOfSix();
    const [kim, lee] = [asPerson(project, 'Kim'), asPerson(project, 'Lee')];
    setVerdict(kim, 1, 'ok', false);
    reviewImage(lee, 1, 'disputed', { text: 'A scratch, top left.', ellipseId: null });
    expect(() => reviewImage(kim, 1, 'labelled')).toThrow('somebody else disputes it');
    expect(addEllipse(kim, 1, shape).review).toBe('disputed');
    expect(() => reviewImage(kim, 1, 'reviewed')).toThrow('second person');
    expect(reviewImage(lee, 1, 'reviewed').review).toBe('reviewed');
    // The own label may be put in doubt, and that doubt taken back.
    expect(reviewImage(kim, 1, 'disputed').review).toBe('disputed');
    expect(reviewImage(kim, 1, 'labelled').review).toBe('labelled');
  });

  test('that disputes keeps the image out of training from then on', async () => {
    const project = await projectOfSix();
    const plan = { imageScale: 1, patchSize: 32 };
    const taken = async (): Promise<readonly number[]> =>
      (await selectFromProject(project, plan)).images.map(({ imageId }) => imageId).sort();
    expect(await taken()).toEqual([4, 5, 6]);
    reviewImage(project, 5, 'disputed');
    expect(await taken()).toEqual([4, 6]);
    reviewImage(project, 5, 'reviewed');
    expect(await taken()).toEqual([4, 5, 6]);
  });

  test('of many images leaves the own labels and those without one, and is undone in one step', async () => {
    const project = await projectOfSix();
    const kim = asPerson(project, 'Kim');
    setVerdict(kim, 1, 'ok', false);
    const all = { kind: 'filter', filter: everything, except: [] } as const;
    const change = { kind: 'review', review: 'reviewed' } as const;
    expect(await changeImages(kim, all, change, quietBites)).toEqual({
      ...{ changed: 3, unchanged: 0, withEllipses: 0, cancelled: false },
      refused: 3,
    });
    expect(ids(project, { review: 'reviewed' })).toEqual([4, 5, 6]);
    expect(undo(project)).toMatchObject({ images: 3 });
    expect(ids(project, { review: 'reviewed' })).toEqual([]);
  });
});

describe('a note', () => {
  test('is kept on the image or an ellipse, comes with a dispute as one gesture, and is undone and done again', async () => {
    const project = await projectOfSix();
    addEllipse(project, 1, shape);
    const lee = asPerson(project, 'Lee');
    reviewImage(lee, 1, 'disputed', { text: ' Too long. ', ellipseId: 1 });
    addNote(lee, 1, { text: 'See lot 7.', ellipseId: null });
    const { notes } = imageDetail(project, 1).reviewing;
    expect(notes).toMatchObject([
      { id: 1, ellipseId: 1, text: 'Too long.', who: 'Lee' },
      { id: 2, ellipseId: null, text: 'See lot 7.', who: 'Lee' },
    ]);
    expect(removeNote(project, 2).reviewing.notes).toEqual(notes.slice(0, 1));
    expect(await findings(project)).toEqual([]);
    undo(project);
    expect(imageDetail(project, 1).reviewing.notes).toEqual(notes);
    undo(project);
    expect(undo(project)).toMatchObject({ imageId: 1, images: 1 });
    expect(imageDetail(project, 1)).toMatchObject({ review: 'labelled', reviewing: { notes: [] } });
    const again = await reopened(project);
    redo(again);
    expect(imageDetail(again, 1)).toMatchObject({
      review: 'disputed',
      reviewing: { notes: notes.slice(0, 1), reviewed: { by: 'Lee' } },
    });
    expect(await findings(again)).toEqual([]);
  });

  test('outlives its ellipse, and is on it again when that is taken back', async () => {
    const project = await projectOfSix();
    addEllipse(project, 1, shape);
    addNote(project, 1, { text: 'Here.', ellipseId: 1 });
    deleteEllipses(project, 1, [1]);
    expect(imageDetail(project, 1).reviewing.notes).toMatchObject([{ ellipseId: 1 }]);
    expect(await findings(project)).toEqual([]);
  });

  test.each([
    ['without text', { text: '  ', ellipseId: null }],
    ['on an ellipse that is not there', { text: 'Here.', ellipseId: 9 }],
    ['that is too long', { text: 'x'.repeat(2001), ellipseId: null }],
  ])('%s is refused, and the review that it came with is not stored either', async (_, note) => {
    const project = await projectOfSix();
    expect(() => reviewImage(project, 4, 'disputed', note)).toThrow(/note|ellipse/);
    expect(imageDetail(project, 4)).toMatchObject({ review: 'labelled', canUndo: false });
  });
});

test('names and notes that were changed outside the product are found by verify', async () => {
  const project = await projectOfSix();
  addEllipse(project, 1, shape);
  addNote(project, 2, { text: 'Here.', ellipseId: null });
  expect(await findings(project)).toEqual([]);
  project.database.exec(`
    UPDATE images SET labelled_by = 'Nobody' WHERE id = 1;
    UPDATE notes SET text = 'There.' WHERE image_id = 2;
  `);
  expect(await findings(project)).toEqual([
    expect.stringContaining('The label of seeded-0.png (image 1)'),
    expect.stringContaining('The notes of seeded-1.png (image 2)'),
  ]);
});

test('images are found by review state, labeller and date, and the next unreviewed one is', async () => {
  const project = await projectOfSix();
  const [kim, lee] = [asPerson(project, 'Kim'), asPerson(project, 'Lee')];
  setVerdict(kim, 1, 'ok', false);
  setVerdict(lee, 2, 'unsure', false);
  reviewImage(lee, 1, 'reviewed');
  reviewImage(lee, 4, 'disputed');
  expect(ids(project, { review: 'reviewed' })).toEqual([1]);
  expect(ids(project, { review: 'disputed' })).toEqual([4]);
  expect(ids(project, { review: 'unreviewed' })).toEqual([2, 3, 4, 5, 6]);
  expect(ids(project, { labeller: 'Kim' })).toEqual([1]);
  expect(ids(project, { labeller: '', verdict: 'ok' })).toEqual([4, 5, 6]);
  const next = { ...everything, review: 'unreviewed' } as const;
  reviewImage(lee, 5, 'reviewed');
  expect(imageNeighbours(project, 4, next)).toMatchObject({ previous: 3, next: 6 });
  expect(imageNeighbours(project, 2, next)).toMatchObject({ previous: null, next: 3 });
  const dates = { of: 'labelled', from: null, before: null } as const;
  expect(ids(project, { dates })).toEqual([1, 2]);
  const far = '2999-01-01T00:00:00.000Z';
  expect(ids(project, { dates: { ...dates, from: far } })).toEqual([]);
  expect(ids(project, { dates: { ...dates, before: far } })).toEqual([1, 2]);
  expect(ids(project, { dates: { of: 'added', from: far, before: null } })).toEqual([]);
});

test('whatever is labelled, reviewed and noted by whom, undoing all of it gives the first state and redoing all the last', async () => {
  const people = ['Kim', 'Lee', 'Seo'] as const;
  const step = fc.record({
    who: fc.constantFrom(...people),
    image: fc.integer({ min: 1, max: 6 }),
    does: fc.constantFrom('ok', 'ellipse', 'note', 'unlabelled', ...reviews),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const project = await projectOfSix();
      const state = (): string =>
        JSON.stringify(
          ['images', 'ellipses', 'notes'].map((table) =>
            project.database.prepare(`SELECT * FROM ${table} ORDER BY id`).all(),
          ),
        );
      const first = state();
      let gestures = 0;
      for (const { who, image, does } of steps) {
        const person = asPerson(project, who);
        const before = state();
        try {
          if (does === 'ok' || does === 'unlabelled') setVerdict(person, image, does, true);
          else if (does === 'ellipse') addEllipse(person, image, shape);
          else if (does === 'note') addNote(person, image, { text: who, ellipseId: null });
          else reviewImage(person, image, does);
        } catch (error) {
          // A refusal changes nothing.
          expect([state(), String(error)]).toEqual([
            before,
            expect.stringContaining('nothing was'),
          ]);
        }
        if (state() !== before) gestures += 1;
        const { review, reviewing } = imageDetail(project, image);
        if (review === 'reviewed') {
          expect(reviewing.labelled?.by).not.toBe(reviewing.reviewed?.by);
        }
      }
      const last = state();
      for (let walked = 0; walked < gestures; walked += 1) undo(project);
      expect(state()).toBe(first);
      expect(imageDetail(project, 1).canUndo).toBe(false);
      for (let walked = 0; walked < gestures; walked += 1) redo(project);
      expect(state()).toBe(last);
      expect(await verifyEventChain(project.database)).toBeNull();
    }),
    { numRuns: 12 },
  );
});

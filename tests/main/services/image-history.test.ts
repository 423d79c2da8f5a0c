import { expect, test } from 'vitest';
import { historyLimit, imageHistory } from '../../../src-main/services/image-history';
import {
  addEllipse,
  changeEllipse,
  setVerdict,
  undo,
} from '../../../src-main/services/labelling-service';
import { changeImages } from '../../../src-main/services/many-images-service';
import { reviewImage } from '../../../src-main/services/review-service';
import { undoWhole } from '../../../src-main/services/undo-service';
import { seedImages } from '../seeded-images';
import { asPerson, temporaryProject } from '../temporary-project';

const shape = { x: 20, y: 20, a: 9, b: 4, angle: 1 };
const moved = { ...shape, x: 30 };

test('the history of an image says who did what, newest first, with old and new values', async () => {
  const project = await temporaryProject();
  seedImages(project, new Array(2).fill({ texture: 'felt', verdict: 'unlabelled' }));
  addEllipse(project, 1, shape);
  addEllipse(project, 2, shape);
  changeEllipse(project, 1, 1, moved);
  reviewImage(asPerson(project, 'Lee'), 1, 'reviewed');
  undo(project);
  const { entries, total } = imageHistory(project, 1);
  expect(total).toBe(5);
  expect(entries.filter(({ who }) => who !== 'tester').map(({ kind }) => kind)).toEqual([
    'set-review',
  ]);
  expect(entries.map(({ kind }) => kind)).toEqual([
    'undo',
    'set-review',
    'change-ellipse',
    'add-ellipse',
    'added',
  ]);
  const [undone, reviewed, changed, drawn, added] = entries;
  expect(undone?.review).toEqual({ old: 'reviewed', new: 'labelled' });
  expect(reviewed?.review).toEqual({ old: 'labelled', new: 'reviewed' });
  expect(reviewed?.verdict).toBeNull();
  expect(changed?.ellipses).toEqual([{ id: 1, old: shape, new: moved }]);
  expect(drawn?.verdict).toEqual({ old: 'unlabelled', new: 'defective' });
  expect(drawn?.ellipses).toEqual([{ id: 1, old: null, new: shape }]);
  expect(added?.verdict).toEqual({ old: null, new: 'unlabelled' });
});

test('the history of an image holds its texture, group, exclusion, source, and what was undone', async () => {
  const project = await temporaryProject();
  seedImages(project, [
    { texture: 'felt', verdict: 'ok' },
    { texture: 'tin', verdict: 'ok' },
  ]);
  const selection = { kind: 'ids', imageIds: [1] } as const;
  const hooks = { onProgress: () => undefined, signal: { cancelled: false } };
  await changeImages(project, selection, { kind: 'group', group: 'lot 7' }, hooks);
  await changeImages(project, selection, { kind: 'texture', textureId: 2 }, hooks);
  await undoWhole(project, hooks);
  await changeImages(project, selection, { kind: 'exclude', excluded: true }, hooks);
  const { entries } = imageHistory(project, 1);
  expect(entries).toMatchObject([
    { kind: 'set-excluded', of: null, excluded: { old: false, new: true }, texture: null },
    { kind: 'undo', of: 'set-texture', texture: { old: 'tin', new: 'felt' } },
    { kind: 'set-texture', texture: { old: 'felt', new: 'tin' } },
    { kind: 'set-group', group: { old: null, new: 'lot 7' }, excluded: null },
    { kind: 'added', texture: { old: null, new: 'felt' }, verdict: { old: null, new: 'ok' } },
  ]);
  expect(entries.at(-1)?.source?.path).not.toBe('');
});

test('a long history is cut to its newest events, and says how many there are', async () => {
  const project = await temporaryProject();
  seedImages(project, [{ texture: 'felt', verdict: 'unlabelled' }]);
  for (let index = 0; index < historyLimit + 10; index += 1) {
    setVerdict(project, 1, index % 2 === 0 ? 'ok' : 'unsure', false);
  }
  const { entries, total } = imageHistory(project, 1);
  expect(entries).toHaveLength(historyLimit);
  expect(total).toBe(historyLimit + 11);
  expect(entries[0]?.seq).toBeGreaterThan(entries[1]?.seq ?? Infinity);
});

test('an image that is not there has no history', async () => {
  const project = await temporaryProject();
  expect(() => imageHistory(project, 1)).toThrow('There is no image 1');
});

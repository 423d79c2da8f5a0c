import { describe, expect, test } from 'vitest';
import { doubtQueue, ruleOnDoubt, rulingViews } from '../../../src-main/services/doubt-service';
import { imageHistory } from '../../../src-main/services/image-history';
import { searchPage } from '../../../src-main/services/image-search';
import { imageDetail } from '../../../src-main/services/image-service';
import { addEllipse, setVerdict } from '../../../src-main/services/labelling-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { selectFromProject } from '../../../src-main/services/snapshot-service';
import { redo, undo } from '../../../src-main/services/undo-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import type { DecisionFilter, ImageOrder } from '../../../src-shared/ipc/views';
import { storeDecidedRun, type MadeImage } from '../runs/decided-run';
import { seedImages } from '../seeded-images';
import { asPerson, reopened, temporaryProject } from '../temporary-project';

const good = [0, 0, 0, 0];
const bad = [0, 1, 0, 0];
/** Of one patch that is by far defective, and of one that is by far not: logits of 5 among zeros. */
const high = (Math.exp(5) + 1) / (Math.exp(5) + 3);
const low = 2 / (Math.exp(5) + 3);
const close = (value: number): unknown => expect.closeTo(value, 9);

/** Of each image the label that it is given, and what the run says in its three trials. */
const made = [
  // Labelled ok; the run is sure of the contrary, then less and less.
  { verdict: 'ok', patches: [bad, bad, bad] },
  { verdict: 'ok', patches: [bad, bad, good] },
  { verdict: 'ok', patches: [bad, good, good] },
  { verdict: 'ok', patches: [good, good, good] },
  // Labelled defective.
  { verdict: 'defective', patches: [good, good, good] },
  { verdict: 'defective', patches: [bad, bad, bad] },
  // No opinion that could contradict the run.
  { verdict: 'unsure', patches: [bad, bad, bad] },
] as const;

async function judged(): Promise<{ readonly project: OpenProject; readonly run: string }> {
  const project = await temporaryProject();
  seedImages(
    project,
    made.map(({ verdict }) => ({ texture: 'felt', verdict })),
  );
  const images = made.map(({ verdict, patches }, index): MadeImage => ({
    name: `seeded-${index}.png`,
    texture: 0,
    defective: verdict === 'defective',
    patches,
  }));
  return { project, run: await storeDecidedRun(project, ['felt', 'tin'], images) };
}

const all = { atLeast: 0, offset: 0, limit: 50 };

describe('the label-doubt queue', () => {
  test('lists where a run says the contrary of the label, worst first, with both opinions', async () => {
    const { project, run } = await judged();
    const { doubts, total, ruled } = await doubtQueue(project, { ...all, run });
    expect([total, ruled]).toEqual([3, 0]);
    // Of an equal doubt, the image that came first.
    expect(doubts.map(({ image }) => image.id)).toEqual([1, 5, 2]);
    expect(doubts.map(({ doubt }) => doubt)).toEqual([
      close(high),
      close(1 - low),
      close((2 * high + low) / 3),
    ]);
    expect(doubts[2]).toMatchObject({
      label: { verdict: 'ok', ellipses: 0, labelled: null },
      opinion: { run, defective: true, trials: 3, defectiveTrials: 2 },
    });
    const confident = await doubtQueue(project, { ...all, run, atLeast: 0.9 });
    expect(confident.doubts.map(({ image }) => image.id)).toEqual([1, 5]);
    const second = await doubtQueue(project, { ...all, run, offset: 1, limit: 1 });
    expect(second).toMatchObject({ total: 3, doubts: [{ image: { id: 5 } }] });
  });

  test('counts as a look at the test sides, and refuses a run that is not there', async () => {
    const { project, run } = await judged();
    const looks = (): unknown =>
      project.database.prepare('SELECT trial FROM test_looks WHERE run = ?').pluck().all(run);
    expect(looks()).toEqual([]);
    await doubtQueue(project, { ...all, run });
    expect(looks()).toEqual([1, 2, 3]);
    await expect(doubtQueue(project, { ...all, run: 'r9999' })).rejects.toThrow('r9999');
  });

  test('follows the labels: what is corrected leaves it, what is undone comes back', async () => {
    const { project, run } = await judged();
    const ids = async (): Promise<readonly number[]> =>
      (await doubtQueue(project, { ...all, run })).doubts.map(({ image }) => image.id);
    expect(await ids()).toEqual([1, 5, 2]);
    setVerdict(project, 1, 'defective', false);
    setVerdict(project, 4, 'defective', false);
    expect(await ids()).toEqual([4, 5, 2]);
    undo(project);
    undo(project);
    expect(await ids()).toEqual([1, 5, 2]);
  });
});

describe('a ruling', () => {
  test('keeps both opinions as they were, reviews a right label and disputes a wrong one, and is undone as one', async () => {
    const { project, run } = await judged();
    const lee = asPerson(project, 'Lee');
    await ruleOnDoubt(lee, { imageId: 1, run, labelRight: false, note: ' A scratch. ' });
    await ruleOnDoubt(lee, { imageId: 5, run, labelRight: true, note: '' });
    expect(imageDetail(project, 1).review).toBe('disputed');
    expect(imageDetail(project, 5).review).toBe('reviewed');
    expect(await doubtQueue(project, { ...all, run })).toMatchObject({ total: 1, ruled: 2 });
    // The label changes afterwards; the ruling still says what it was about.
    addEllipse(asPerson(project, 'Kim'), 1, { x: 100, y: 90, a: 20, b: 10, angle: 0 });
    expect(rulingViews(project, 0, 10)).toMatchObject({
      total: 2,
      rulings: [
        { labelRight: true, note: '', image: { id: 5 }, label: { verdict: 'defective' } },
        {
          ...{ labelRight: false, note: 'A scratch.', who: 'Lee', image: { id: 1 } },
          label: { verdict: 'ok', ellipses: 0, labelled: null },
          opinion: { run, defective: true, score: close(high), trials: 3, defectiveTrials: 3 },
        },
      ],
    });
    expect(imageHistory(project, 1).entries.map(({ kind }) => kind)).toContain('ruling');
    undo(project);
    expect(undo(project)).toMatchObject({ imageId: 5, images: 1 });
    expect(imageDetail(project, 5).review).toBe('labelled');
    expect(await doubtQueue(project, { ...all, run })).toMatchObject({ total: 2, ruled: 1 });
    const again = await reopened(project);
    redo(again);
    expect(imageDetail(again, 5)).toMatchObject({
      review: 'reviewed',
      reviewing: { reviewed: { by: 'Lee' } },
    });
    expect(rulingViews(again, 0, 10).total).toBe(2);
    const { findings } = await verifyProject(again);
    expect(findings.filter(({ kind }) => kind !== 'image-missing')).toEqual([]);
    again.database.exec('UPDATE rulings SET score = 0.5 WHERE id = 1');
    const spoilt = (await verifyProject(again)).findings.filter(({ kind }) => kind === 'label');
    expect(spoilt.map(({ message }) => message)).toEqual([expect.stringContaining('rulings')]);
  });

  test('that the label is wrong keeps the image out of training', async () => {
    const { project, run } = await judged();
    const taken = async (): Promise<readonly number[]> =>
      (await selectFromProject(project, { imageScale: 1, patchSize: 32 })).images
        .map(({ imageId }) => imageId)
        .sort();
    expect(await taken()).toEqual([1, 2, 3, 4, 5, 6]);
    await ruleOnDoubt(project, { imageId: 2, run, labelRight: false, note: '' });
    expect(await taken()).toEqual([1, 3, 4, 5, 6]);
  });

  test('on the own label may only say that it is wrong, and on an agreement there is none', async () => {
    const { project, run } = await judged();
    const kim = asPerson(project, 'Kim');
    setVerdict(kim, 6, 'ok', true);
    const ruling = { imageId: 6, run, note: '' };
    await expect(ruleOnDoubt(kim, { ...ruling, labelRight: true })).rejects.toThrow('Kim labelled');
    expect(rulingViews(project, 0, 10).total).toBe(0);
    expect(
      (await doubtQueue(kim, { ...all, run })).doubts.find(({ image }) => image.id === 6),
    ).toMatchObject({ ownLabel: true });
    await ruleOnDoubt(kim, { ...ruling, labelRight: false });
    await expect(
      ruleOnDoubt(project, { imageId: 4, run, labelRight: true, note: '' }),
    ).rejects.toThrow('do not disagree');
  });

  test('holds until the label is changed, then the image may be in doubt again', async () => {
    const { project, run } = await judged();
    await ruleOnDoubt(project, { imageId: 1, run, labelRight: true, note: '' });
    expect((await doubtQueue(project, { ...all, run })).ruled).toBe(1);
    setVerdict(project, 1, 'defective', false);
    setVerdict(project, 1, 'ok', true);
    expect((await doubtQueue(project, { ...all, run })).doubts[0]?.image.id).toBe(1);
  });
});

test('images are found by what a run decided and how surely, and sorted by it', async () => {
  const { project, run } = await judged();
  const ids = async (
    what: Partial<DecisionFilter>,
    order: ImageOrder,
  ): Promise<readonly number[]> => {
    const decision: DecisionFilter = { run, decided: 'any', from: 0, to: 1, ...what };
    const filter = { textureId: null, verdict: null, text: '', decision, order } as const;
    const { rows, total } = await searchPage(project, filter, 0, 50);
    expect(total).toBe(rows.length);
    return rows.map(({ id }) => id);
  };
  expect(await ids({}, 'added')).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await ids({ decided: 'defective' }, 'added')).toEqual([1, 2, 6, 7]);
  expect(await ids({ decided: 'ok' }, 'added')).toEqual([3, 4, 5]);
  expect(await ids({ decided: 'against-label' }, 'added')).toEqual([1, 2, 5]);
  expect(await ids({ from: 0.3, to: 0.9 }, 'added')).toEqual([2, 3]);
  expect(await ids({}, 'score')).toEqual([1, 6, 7, 2, 3, 4, 5]);
  expect(await ids({}, 'score-low')).toEqual([4, 5, 3, 2, 1, 6, 7]);
});

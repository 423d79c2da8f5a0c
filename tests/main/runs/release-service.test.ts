import { describe, expect, test } from 'vitest';
import { eventsAfter } from '../../../src-main/database/event-queries';
import { testLookCounts } from '../../../src-main/database/test-look-queries';
import { allTextureRows } from '../../../src-main/database/texture-queries';
import { floorsOfRun, setFloors, textureFloors } from '../../../src-main/services/floor-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import {
  checkCandidate,
  promote,
  releaseState,
  returnToPrevious,
} from '../../../src-main/services/release-service';
import {
  addTexture,
  changeTexture,
  mergeTextures,
} from '../../../src-main/services/texture-service';
import { undoWhole } from '../../../src-main/services/undo-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { quietBites } from '../collection/quiet-bites';
import { asPerson, reopened, temporaryProject } from '../temporary-project';
import { scored, storeScoredRun, type ScoredImage } from './scored-run';

const image = (defective: boolean, score: number, texture = 0): ScoredImage =>
  scored('test', defective, score, texture);

/** Steel: two of two defects found; Wood: one of one; no false alarm. */
const good = [image(false, 0.1), image(true, 0.9), image(true, 0.8), image(true, 0.7, 1)];
/** The same images; one defect of Steel is missed. */
const worse = [image(false, 0.1), image(true, 0.9), image(true, 0.2), image(true, 0.7, 1)];

async function projectWithFloors(): Promise<OpenProject> {
  const project = await temporaryProject();
  for (const name of ['Steel', 'Wood']) addTexture(project, name);
  setFloors(project, [
    { texture: 'Steel', tpr: 0.5, tnr: 1 },
    { texture: 'Wood', tpr: 1, tnr: null },
  ]);
  return project;
}

const first = (run: string) => ({ run, trial: 1 });
const releaseFindings = async (project: OpenProject) =>
  (await verifyProject(project)).findings.filter(({ kind }) => kind === 'release');

describe('a release', () => {
  test('of a model that holds its floors needs no reason, and keeps who, when and the figures', async () => {
    const project = await projectWithFloors();
    const { id } = await storeScoredRun(project, good);
    expect(releaseState(project)).toEqual({ current: null, previous: null, history: [] });
    const check = await checkCandidate(project, first(id));
    expect(check).toMatchObject({ testImages: 4, released: null, objections: [] });
    expect(check.textures[0]?.tpr).toEqual({ right: 2, all: 2, floor: 0.5, compared: null });
    expect(testLookCounts(project.database)).toMatchObject([{ trial: 1, looks: 1 }]);
    const state = await promote(asPerson(project, 'Kim'), first(id), '');
    expect(state.current).toMatchObject({
      ...{ run: id, trial: 1, who: 'Kim', reason: '', modelSha256: 'a'.repeat(64), check },
    });
    expect(state.history).toMatchObject([{ id: 1, kind: 'promoted', who: 'Kim' }]);
    await expect(promote(project, first(id), '')).rejects.toMatchObject({
      failure: { kind: 'wrong-use' },
    });
    const again = await reopened(project);
    expect(releaseState(again)).toEqual(state);
    expect(await releaseFindings(again)).toEqual([]);
  });

  test('of a model that falls below the released one on the same images needs a written reason', async () => {
    const project = await projectWithFloors();
    const before = await storeScoredRun(project, good);
    const { id } = await storeScoredRun(project, worse);
    await promote(project, first(before.id), '');
    // Steel's TPR is 50 %: at its floor, and one image below the released model.
    const events = eventsAfter(project.database, 0, 1000).length;
    await expect(promote(project, first(id), '  ')).rejects.toMatchObject({
      failure: {
        kind: 'not-ready',
        message: expect.stringContaining(
          'TPR of Steel is worse than the released model’s on the same 2 images',
        ) as string,
      },
    });
    expect(eventsAfter(project.database, 0, 1000)).toHaveLength(events);
    const state = await promote(
      project,
      first(id),
      ' Half as fast, and Steel is inspected by hand. ',
    );
    expect(state.current).toMatchObject({
      ...{ run: id, reason: 'Half as fast, and Steel is inspected by hand.' },
      check: { objections: [{ kind: 'below-released', candidate: 1, released: 2, all: 2 }] },
    });
    expect(state.previous).toMatchObject({ run: before.id });
    const [told] = eventsAfter(project.database, events, 10);
    expect(told).toMatchObject({ kind: 'release.promoted', who: 'tester' });
    expect(JSON.parse(told?.old ?? '')).toEqual(first(before.id));
    expect(JSON.parse(told?.new ?? '')).toMatchObject({ promoted: { run: id, trial: 1 } });
  });

  test('is compared on the images that both tested and label alike, and on no other', async () => {
    const project = await projectWithFloors();
    const before = await storeScoredRun(project, good);
    await promote(project, first(before.id), '');
    // The third image is called good now; a fifth one is new.
    const { id } = await storeScoredRun(project, [
      ...[image(false, 0.1), image(true, 0.9), image(false, 0.1), image(true, 0.7, 1)],
      image(true, 0.9, 1),
    ]);
    const check = await checkCandidate(project, first(id));
    expect(check.released).toEqual({ ...first(before.id), commonImages: 3, relabelled: 1 });
    expect(check.textures[0]?.tpr).toMatchObject({
      ...{ right: 1, all: 1 },
      compared: { all: 1, candidate: 1, released: 1, releasedAll: 2 },
    });
    expect(check.objections).toEqual([]);
  });

  test('has one way back for each promotion, down to nothing released', async () => {
    const project = await projectWithFloors();
    const [one, two, three] = [
      await storeScoredRun(project, good),
      await storeScoredRun(project, good),
      await storeScoredRun(project, worse),
    ];
    await promote(project, first(one.id), '');
    await promote(project, first(two.id), '');
    expect(returnToPrevious(project, '').current).toMatchObject({ run: one.id });
    // What was left by the way back is not where the next way back leads.
    await promote(project, first(three.id), 'A trial on line 2.');
    expect(releaseState(project).previous).toMatchObject({ run: one.id });
    const state = returnToPrevious(asPerson(project, 'Lee'), 'Line 2 rejects too much.');
    expect(state.current).toMatchObject({ run: one.id, who: 'tester' });
    expect(state.history[0]).toMatchObject({
      ...{ kind: 'returned', who: 'Lee', reason: 'Line 2 rejects too much.' },
      model: { run: one.id },
    });
    expect(returnToPrevious(project, '').current).toBeNull();
    expect(() => returnToPrevious(project, '')).toThrow('No model is released');
    expect(releaseState(project).history.map(({ model }) => model?.run ?? null)).toEqual([
      ...[null, one.id, three.id, one.id, two.id, one.id],
    ]);
    expect(await releaseFindings(project)).toEqual([]);
  });

  test('that was changed from outside is found by verify, and so are floors', async () => {
    const project = await projectWithFloors();
    const { id } = await storeScoredRun(project, good);
    await promote(project, first(id), '');
    project.database.exec(`UPDATE releases SET who = 'Somebody else'`);
    expect(await releaseFindings(project)).toMatchObject([
      { message: expect.stringContaining('releases of the project were changed') as string },
    ]);
    project.database.exec(`DELETE FROM releases; UPDATE texture_floors SET tpr = 0.1`);
    expect(await releaseFindings(project)).toHaveLength(2);
  });
});

describe('floors', () => {
  test('are refused out of range or for unknown textures, and nothing is changed', async () => {
    const project = await projectWithFloors();
    const before = textureFloors(project);
    const set = (texture: string, tpr: number) => () =>
      setFloors(project, [
        { texture: 'Wood', tpr: 0.2, tnr: 0.2 },
        { texture, tpr, tnr: null },
      ]);
    expect(set('Felt', 0.5)).toThrow('There is no texture Felt');
    expect(set('Steel', 95)).toThrow('A floor lies between 0 and 1');
    expect(textureFloors(project)).toEqual(before);
  });

  test('follow a texture that is renamed, and hold runs of before to what its name was merged into', async () => {
    const project = await projectWithFloors();
    const [steel, wood] = allTextureRows(project.database);
    if (steel === undefined || wood === undefined) throw new Error('A texture is missing.');
    changeTexture(project, wood.id, { kind: 'name', name: 'Oak' });
    expect(textureFloors(project)[1]).toEqual({ texture: 'Oak', tpr: 1, tnr: null });
    // A run of before does not know the name: nothing shows that it holds Oak's floor.
    expect(floorsOfRun(project, ['Steel', 'Wood']).map(({ texture }) => texture)).toEqual([
      ...['Steel', 'Oak'],
    ]);
    await mergeTextures(project, wood.id, steel.id, quietBites);
    expect(floorsOfRun(project, ['Steel', 'Oak'])).toEqual([
      { texture: 'Steel', tpr: 0.5, tnr: 1 },
      { texture: 'Oak', tpr: 0.5, tnr: 1 },
    ]);
    await undoWhole(project, quietBites);
    expect(textureFloors(project)[1]).toEqual({ texture: 'Oak', tpr: 1, tnr: null });
    expect(await releaseFindings(project)).toEqual([]);
  });
});

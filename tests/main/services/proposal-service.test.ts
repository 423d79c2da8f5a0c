import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyEventChain } from '../../../src-main/database/event-queries';
import { readLabel } from '../../../src-main/database/label-queries';
import { boundEvidence } from '../../../src-main/services/evidence-cache';
import { evidenceView } from '../../../src-main/services/evidence-view';
import { keptEvidence, lookingModel } from '../../../src-main/services/evidence-service';
import { imageHistory } from '../../../src-main/services/image-history';
import { imageDetail } from '../../../src-main/services/image-service';
import { exportLabels } from '../../../src-main/services/label-export-service';
import { addEllipse, changeEllipse } from '../../../src-main/services/labelling-service';
import { projectSummary, type OpenProject } from '../../../src-main/services/project-service';
import { acceptProposals, rejectProposals } from '../../../src-main/services/proposal-decisions';
import {
  lookedAt,
  makeProposals,
  openProposals,
  proposingRuns,
  waitingProposals,
} from '../../../src-main/services/proposal-service';
import { selectFromProject } from '../../../src-main/services/snapshot-service';
import { redo, undo } from '../../../src-main/services/undo-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { storeDecidedRun } from '../runs/decided-run';
import { seedImages } from '../seeded-images';
import { asPerson, reopened, temporaryFolder, temporaryProject } from '../temporary-project';
import { keepEvidenceOf, noTrainer } from './kept-evidence';

const one = { x: 100, y: 90, a: 20, b: 10, angle: 0.5, score: 0.9 };
const two = { x: 300, y: 200, a: 30, b: 30, angle: 0, score: 0.6 };
const silent = { onProgress: () => undefined, signal: { cancelled: false } };

/** Four images, the last of them ok; a finished run; evidence of two defects on the first, none on the last. */
async function projectWithRun(): Promise<{ project: OpenProject; run: string }> {
  const project = await temporaryProject();
  seedImages(project, [
    { texture: 'felt', verdict: 'unlabelled' },
    { texture: 'felt', verdict: 'unlabelled' },
    { texture: 'weave', verdict: 'ok' },
    { texture: 'weave', verdict: 'ok' },
  ]);
  const run = await storeDecidedRun(
    project,
    ['felt', 'weave'],
    [{ name: 'a.png', texture: 0, defective: false, patches: [[0, 0, 0, 0]] }],
  );
  return { project, run };
}

async function propose(project: OpenProject, run: string, ...imageIds: number[]) {
  const selection = { kind: 'ids', imageIds } as const;
  return makeProposals(project, noTrainer, selection, { run, trial: 1 }, silent);
}

async function proposed(): Promise<{ project: OpenProject; run: string; ids: number[] }> {
  const { project, run } = await projectWithRun();
  keepEvidenceOf(project, run, 1, [one, two]);
  keepEvidenceOf(project, run, 4, []);
  expect(await propose(project, run, 1, 4)).toEqual({
    ...{ run, trial: 1, images: 2, proposals: 2, decidedOk: 1, skipped: [], cancelled: false },
  });
  return { project, run, ids: openProposals(project, 1).map(({ id }) => id) };
}

/** All that verify finds but the image files, which seeded images have none of. */
async function findings(project: OpenProject): Promise<readonly string[]> {
  const { findings: all } = await verifyProject(project);
  return all.filter(({ kind }) => kind !== 'image-missing').map(({ message }) => message);
}

async function exportedCsv(project: OpenProject): Promise<string> {
  const out = join(temporaryFolder(), 'labels');
  const choice = { kind: 'all' } as const;
  await exportLabels(project, { out, format: 'csv', withImages: false, choice }, silent);
  return readFileSync(join(out, 'labels.csv'), 'utf8');
}

describe('proposals', () => {
  test('are a model’s word: no label, total, export or training data holds them', async () => {
    const { project, run } = await projectWithRun();
    keepEvidenceOf(project, run, 1, [one, two]);
    keepEvidenceOf(project, run, 3, [one]);
    const before = {
      summary: projectSummary(project),
      images: [1, 2, 3, 4].map((id) => imageDetail(project, id)),
      csv: await exportedCsv(project),
      data: await selectFromProject(project, { imageScale: 1, patchSize: 32 }),
    };
    await propose(project, run, 1, 2, 3);
    expect((await waitingProposals(project)).map(({ imageId }) => imageId)).toEqual([1, 1, 3]);
    expect(projectSummary(project)).toEqual(before.summary);
    expect([1, 2, 3, 4].map((id) => imageDetail(project, id))).toEqual(before.images);
    expect(await exportedCsv(project)).toBe(before.csv);
    expect(await selectFromProject(project, { imageScale: 1, patchSize: 32 })).toEqual(before.data);
    expect(await findings(project)).toEqual([]);
  });

  test('lie in image pixels, strongest first, and survive a restart', async () => {
    const { project, run } = await proposed();
    const shown = openProposals(project, 1);
    expect(shown).toEqual([
      { id: 1, run, trial: 1, score: 0.9, shape: { x: 100, y: 90, a: 20, b: 10, angle: 0.5 } },
      { id: 2, run, trial: 1, score: 0.6, shape: { x: 300, y: 200, a: 30, b: 30, angle: 0 } },
    ]);
    const again = await reopened(project);
    expect(openProposals(again, 1)).toEqual(shown);
    expect(proposingRuns(again).map(({ trials }) => trials)).toEqual([[1]]);
  });

  test('become ellipses when they are accepted, which keep where they come from', async () => {
    const { project, run, ids } = await proposed();
    const kim = await asPerson(project, 'Kim');
    const [first = 0, second = 0] = ids;
    const moved = { x: 310, y: 200, a: 30, b: 30, angle: 0 };
    const { verdict, ellipses } = acceptProposals(kim, 1, [
      { proposalId: first, shape: null },
      { proposalId: second, shape: moved },
    ]);
    expect(verdict).toBe('defective');
    expect(ellipses.map(({ shape }) => shape)).toEqual([
      { x: 100, y: 90, a: 20, b: 10, angle: 0.5 },
      moved,
    ]);
    const from = { run, trial: 1, by: 'Kim' };
    expect(readLabel(kim.database, 1)?.ellipses).toMatchObject([
      { origin: 'accepted', proposal: { ...from, score: 0.9 } },
      { origin: 'edited', proposal: { ...from, score: 0.6 } },
    ]);
    expect(openProposals(kim, 1)).toEqual([]);
    expect(await findings(kim)).toEqual([]);
    // Dragged later, it is still known where it began.
    const [accepted] = ellipses;
    changeEllipse(kim, 1, accepted?.id ?? 0, { x: 90, y: 90, a: 20, b: 10, angle: 0.5 });
    expect(readLabel(kim.database, 1)?.ellipses[0]).toMatchObject({
      origin: 'edited',
      proposal: { ...from, score: 0.9 },
    });
    expect(await findings(kim)).toEqual([]);
  });

  test('are accepted and rejected in gestures that undo and redo walk through, also after a restart', async () => {
    const { project, ids } = await proposed();
    const [first = 0, second = 0] = ids;
    const untouched = readLabel(project.database, 1);
    acceptProposals(project, 1, [{ proposalId: first, shape: null }]);
    const accepted = readLabel(project.database, 1);
    rejectProposals(project, 1, [second]);
    expect(openProposals(project, 1)).toEqual([]);

    const again = await reopened(project);
    expect(undo(again)).toMatchObject({ imageId: 1 });
    expect(openProposals(again, 1).map(({ id }) => id)).toEqual([second]);
    expect(undo(again)).toMatchObject({ imageId: 1, images: 1 });
    expect(readLabel(again.database, 1)).toEqual(untouched);
    expect(openProposals(again, 1).map(({ id }) => id)).toEqual([first, second]);
    expect(await findings(again)).toEqual([]);

    redo(again);
    expect(readLabel(again.database, 1)).toEqual(accepted);
    redo(again);
    expect(openProposals(again, 1)).toEqual([]);
    expect(await findings(again)).toEqual([]);
    expect(await verifyEventChain(again.database)).toBeNull();
  });

  test('are replaced by those of another look, but for what was rejected or is marked', async () => {
    const { project, run, ids } = await proposed();
    const [first = 0] = ids;
    rejectProposals(project, 1, [first]);
    expect(await propose(project, run, 1)).toMatchObject({ proposals: 1 });
    expect(openProposals(project, 1)).toMatchObject([{ id: 3, score: 0.6 }]);
    addEllipse(project, 1, { x: 302, y: 201, a: 29, b: 30, angle: 0 });
    expect(await propose(project, run, 1)).toMatchObject({ proposals: 0 });
    expect(openProposals(project, 1)).toEqual([]);
    expect(await findings(project)).toEqual([]);
  });

  test('that were replaced meanwhile do not stop undo and redo', async () => {
    const { project, run, ids } = await proposed();
    rejectProposals(project, 1, ids);
    undo(project);
    await propose(project, run, 1);
    expect(redo(project)).toMatchObject({ imageId: 1 });
    expect(openProposals(project, 1).map(({ id }) => id)).toEqual([3, 4]);
    expect(await findings(project)).toEqual([]);
  });

  test('cannot be decided twice, nor on another image', async () => {
    const { project, ids } = await proposed();
    const [first = 0] = ids;
    expect(() => acceptProposals(project, 2, [{ proposalId: first, shape: null }])).toThrow(
      'does not wait on image 2',
    );
    rejectProposals(project, 1, [first]);
    const before = readLabel(project.database, 1);
    expect(() => acceptProposals(project, 1, [{ proposalId: first, shape: null }])).toThrow(
      'does not wait',
    );
    expect(readLabel(project.database, 1)).toEqual(before);
  });

  test('are told by the history of their image', async () => {
    const { project, run, ids } = await proposed();
    acceptProposals(project, 1, [{ proposalId: ids[0] ?? 0, shape: null }]);
    rejectProposals(project, 1, ids.slice(1));
    undo(project);
    const { entries } = imageHistory(project, 1);
    expect(entries.slice(0, 4).map(({ kind, of }) => [kind, of])).toEqual([
      ['undo', 'reject-proposals'],
      ['reject-proposals', null],
      ['accept-proposals', null],
      ['propose', null],
    ]);
    expect(entries[3]?.proposed).toEqual({ run, trial: 1, ellipses: 2 });
    expect(entries[2]?.ellipses).toHaveLength(1);
  });

  test('that were changed past the program are found by verify', async () => {
    const { project } = await proposed();
    project.database.exec(`UPDATE proposals SET state = 'rejected' WHERE id = 2`);
    expect(await findings(project)).toEqual([
      'The proposal 2 was changed from outside: it is not what its last event says.',
    ]);
    project.database.exec('DELETE FROM proposals');
    expect(await findings(project)).toHaveLength(2);
  });

  test('stay known in a table of labels', async () => {
    const { project, run, ids } = await proposed();
    acceptProposals(project, 1, [{ proposalId: ids[0] ?? 0, shape: null }]);
    const rows = (await exportedCsv(project)).split('\r\n').map((row) => row.split(','));
    const [head = [], first = []] = rows;
    const cell = (name: string): string | undefined => first[head.indexOf(name)];
    expect(cell('origin')).toBe('accepted');
    expect([cell('proposed_by_run'), cell('proposed_by_trial'), cell('proposed_score')]).toEqual([
      run,
      '1',
      '0.9',
    ]);
    expect(cell('accepted_by')).toBe('tester');
    expect(Date.parse(cell('accepted_at') ?? '')).not.toBeNaN();
  });
});

describe('kept evidence', () => {
  test('is shown in image pixels', async () => {
    const { project, run } = await proposed();
    const model = lookingModel(project, { run, trial: 1 });
    const image = lookedAt(project, 1);
    if (image === null) throw new Error('There is no image 1.');
    const evidence = await keptEvidence(project, model, image.sha256);
    if (evidence === null) throw new Error('There is no evidence.');
    const view = evidenceView(model, evidence, image);
    expect(view).toMatchObject({ run, trial: 1, score: 0.9, defective: true, texture: 'weave' });
    expect(view.activation.area).toEqual({ x: 0, y: 0, width: 512, height: 512 });
    expect(view.activation.values[5]).toBe(0.75);
    // The patches are as large as the run's: 32 of the 256 scaled pixels.
    expect(view.patches.values[0]).toBe(0.9);
    expect(view.patches.area).toEqual({ x: 0, y: 0, width: 512, height: 512 });
  });

  test('is bounded: the oldest goes first', async () => {
    const { project, run } = await proposed();
    const folder = join(project.folder, 'runs', run, 'cache', 'evidence');
    expect(readdirSync(folder)).toHaveLength(2);
    await boundEvidence(project, run, 1);
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(true);
  });
});

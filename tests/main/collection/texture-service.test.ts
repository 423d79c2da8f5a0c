import { describe, expect, test } from 'vitest';
import { insertRun } from '../../../src-main/database/run-queries';
import { textureId, textureSummaries } from '../../../src-main/database/project-queries';
import { findRun } from '../../../src-main/database/run-queries';
import { readSnapshot, snapshotTextures } from '../../../src-main/database/snapshot-queries';
import { changeImages } from '../../../src-main/services/many-images-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { freezeSnapshot, selectFromProject } from '../../../src-main/services/snapshot-service';
import { assignSides } from '../../../src-main/services/split-service';
import {
  addTexture,
  changeTexture,
  mergeTextures,
  orderTextures,
} from '../../../src-main/services/texture-service';
import { redo, redoWhole, undo, undoWhole } from '../../../src-main/services/undo-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { teacherPreset } from '../../../src-shared/training/presets';
import { seedImages } from '../seeded-images';
import { reopened, temporaryProject } from '../temporary-project';
import { quietBites, stoppingAt } from './quiet-bites';

async function projectOf(images: number): Promise<OpenProject> {
  const project = await temporaryProject();
  const textures = ['felt', 'weave', 'steel'] as const;
  seedImages(
    project,
    Array.from({ length: images }, (_, index) => ({
      texture: textures[index % 3] ?? 'felt',
      verdict: index % 5 === 0 ? ('defective' as const) : ('ok' as const),
    })),
  );
  return project;
}

function names(project: OpenProject): readonly string[] {
  return textureSummaries(project.database).map(({ name }) => name);
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure.message;
    throw error;
  }
  return '';
}

describe('textures', () => {
  test('are renamed, coloured and given keys, each a step of undo that survives a restart', async () => {
    const project = await projectOf(3);
    changeTexture(project, 1, { kind: 'name', name: '  Felt ' });
    changeTexture(project, 1, { kind: 'colour', colour: '#AA33ff' });
    changeTexture(project, 1, { kind: 'key', hotKey: 'f' });
    changeTexture(project, 2, { kind: 'key', hotKey: 'F' });
    expect(textureSummaries(project.database)).toMatchObject([
      { name: 'Felt', colour: '#aa33ff', hotKey: null },
      { name: 'weave', hotKey: 'F' },
      { name: 'steel' },
    ]);
    undo(project);
    expect(textureSummaries(project.database)).toMatchObject([
      { hotKey: 'F' },
      { hotKey: null },
      {},
    ]);
    const again = await reopened(project);
    undo(again);
    undo(again);
    undo(again);
    expect(names(again)).toEqual(['felt', 'weave', 'steel']);
    redo(again);
    expect(names(again)).toEqual(['Felt', 'weave', 'steel']);
  });

  test('refuse a name that is taken, no name, no colour, and a key that does something else', async () => {
    const project = await projectOf(3);
    expect(messageOf(() => changeTexture(project, 1, { kind: 'name', name: 'weave' }))).toContain(
      'already',
    );
    expect(messageOf(() => changeTexture(project, 1, { kind: 'name', name: ' ' }))).toContain(
      '1 to 200',
    );
    expect(messageOf(() => changeTexture(project, 1, { kind: 'colour', colour: 'red' }))).toContain(
      'no colour',
    );
    expect(messageOf(() => changeTexture(project, 1, { kind: 'key', hotKey: 'o' }))).toContain(
      'key',
    );
    expect(messageOf(() => changeTexture(project, 9, { kind: 'key', hotKey: null }))).toContain(
      'no texture 9',
    );
    expect(messageOf(() => orderTextures(project, [1, 2]))).toContain('each texture once');
    expect(messageOf(() => orderTextures(project, [1, 2, 2]))).toContain('each texture once');
    expect(messageOf(() => addTexture(project, 'felt'))).toContain('already');
    expect(names(project)).toEqual(['felt', 'weave', 'steel']);
  });

  test('in a new order make the class indices of later runs; an earlier run keeps its own', async () => {
    const project = await projectOf(30);
    const plan = { ...teacherPreset('quick', 'transfer'), imageScale: 0.5, patchSize: 32 };
    const { id, seq } = insertRun(project.database, { plan, teacherSeq: null, now: 'now' });
    const run = findRun(project.database, id);
    if (run === null) throw new Error('The run is gone.');
    await freezeSnapshot(project, run);
    const frozen = readSnapshot(project.database, seq);
    const hash = findRun(project.database, id)?.snapshotHash;

    orderTextures(project, [3, 1, 2]);
    changeTexture(project, 3, { kind: 'name', name: 'Stahl' });
    await mergeTextures(project, 2, 1, quietBites);
    expect((await selectFromProject(project, plan)).textures).toEqual(['Stahl', 'felt']);
    expect(snapshotTextures(project.database, seq)).toEqual(['felt', 'weave', 'steel']);
    expect(readSnapshot(project.database, seq)).toEqual(frozen);
    expect(findRun(project.database, id)?.snapshotHash).toBe(hash);
    expect(
      (await verifyProject(project)).findings.filter(({ kind }) => kind !== 'image-missing'),
    ).toEqual([]);

    await undoWhole(project, quietBites);
    undo(project);
    undo(project);
    expect(names(project)).toEqual(['felt', 'weave', 'steel']);
    expect((await selectFromProject(project, plan)).textures).toEqual(['felt', 'weave', 'steel']);
  });

  test('that are merged give all their images, excluded ones too, in one step of undo', async () => {
    const project = await projectOf(660);
    const excluded = { kind: 'exclude', excluded: true } as const;
    await changeImages(project, { kind: 'ids', imageIds: [2, 5] }, excluded, quietBites);
    changeTexture(project, 2, { kind: 'key', hotKey: 'W' });
    const sides = await assignSides(project, { splitSeed: 1, trial: 1, validationShare: 0.25 });
    const before = textureSummaries(project.database);
    const summary = await mergeTextures(project, 2, 3, quietBites);
    expect(summary.changed).toBe(220);
    expect(names(project)).toEqual(['felt', 'steel']);
    const merged = textureSummaries(project.database)[1];
    expect((merged?.ok ?? 0) + (merged?.defective ?? 0)).toBe(438);
    // What the sources call weave is steel now.
    expect(textureId(project.database, 'weave')).toBe(3);
    expect(await assignSides(project, { splitSeed: 1, trial: 1, validationShare: 0.25 })).toEqual(
      sides,
    );
    await undoWhole(project, quietBites);
    expect(textureSummaries(project.database)).toEqual(before);
    await redoWhole(project, quietBites);
    expect(names(project)).toEqual(['felt', 'steel']);
    expect(messageOf(() => changeTexture(project, 2, { kind: 'name', name: 'x' }))).toContain(
      'no texture 2',
    );
  });

  test('whose merging is stopped stay with the images that are left', async () => {
    const project = await projectOf(660);
    const summary = await mergeTextures(project, 2, 3, stoppingAt(100));
    expect(summary).toMatchObject({ changed: 100, cancelled: true });
    expect(names(project)).toEqual(['felt', 'weave', 'steel']);
    await mergeTextures(project, 2, 3, quietBites);
    expect(names(project)).toEqual(['felt', 'steel']);
  });

  test('may take the name of one that was merged into them, which then still leads to them', async () => {
    const project = await projectOf(6);
    await mergeTextures(project, 1, 2, quietBites);
    changeTexture(project, 2, { kind: 'name', name: 'felt' });
    expect(names(project)).toEqual(['felt', 'steel']);
    expect(textureId(project.database, 'felt')).toBe(2);
    expect(textureId(project.database, 'weave')).toBe(2);
    undo(project);
    expect(names(project)).toEqual(['weave', 'steel']);
    expect(textureId(project.database, 'felt')).toBe(2);
    expect(addTexture(project, 'felt')).toBe(1);
    expect(names(project)).toEqual(['felt', 'weave', 'steel']);
    expect(addTexture(project, 'glass')).toBe(4);
  });
});

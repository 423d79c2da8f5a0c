import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { labelledImagesAfter } from '../../../src-main/database/image-queries';
import { readLabel } from '../../../src-main/database/label-queries';
import { exportProject } from '../../../src-main/exchange/export-project';
import { checkArchive } from '../../../src-main/exchange/import-archive';
import { imageHistory } from '../../../src-main/services/image-history';
import { addEllipse, setVerdict, undo } from '../../../src-main/services/labelling-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { quietly } from '../quiet-hooks';
import { storedFiles } from '../stored-files';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { everything, exported, failureOf, sampled, shape, taken } from './exchange-steps';

/** All that an archive carries, whatever the ids. */
function content(project: OpenProject): unknown {
  return labelledImagesAfter(project.database, 0, 1000)
    .map(({ id, sha256, name, texture, groupName }) => {
      const label = readLabel(project.database, id);
      const ellipses = label?.ellipses.map(({ id: _id, ...ellipse }) => ellipse);
      return { sha256, name, texture, groupName, ...label, ellipses };
    })
    .sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
}

describe('an archive', () => {
  test('brings a whole project into another one, to the last bit, and once', async () => {
    const project = await sampled();
    project.database.exec(`UPDATE images SET group_name = 'lot 7' WHERE id = 2`);
    const file = await exported(project);
    const other = await temporaryProject();
    expect(await taken(other, file)).toEqual({
      imported: true,
      added: 8,
      known: 0,
      ellipses: 2,
      conflicts: [],
    });
    expect(content(other)).toEqual(content(project));
    expect((await verifyProject(other)).findings).toEqual([]);
    expect(await taken(other, file)).toMatchObject({ added: 0, known: 8 });
    expect(imageHistory(other, 1).entries.map(({ kind }) => kind)).toEqual(['added']);
  });

  test('holds only the images that were chosen', async () => {
    const project = await sampled();
    const file = join(temporaryFolder(), 'some.zip');
    const choice = { ...everything, verdict: 'defective' } as const;
    expect(await exportProject(project, file, choice, quietly)).toMatchObject({ images: 2 });
    const taking = exportProject(project, file, everything, quietly);
    await expect(taking).rejects.toThrow('exists already');
  });

  test('is not written from a stored image that has been spoilt', async () => {
    const project = await sampled();
    const { sha256 } = labelledImagesAfter(project.database, 0, 1)[0] ?? { sha256: '' };
    const stored = join(project.folder, 'images', sha256.slice(0, 2), `${sha256}.png`);
    writeFileSync(stored, 'spoilt');
    const failure = await failureOf(() => exported(project));
    expect(failure.kind).toBe('project-damaged');
    expect(failure.message).toContain(stored);
  });
});

describe('an image that both sides label differently', () => {
  async function disputed(): Promise<{ file: string; mine: OpenProject; sha256: string }> {
    const theirs = await sampled();
    const mine = await sampled();
    const [, second] = labelledImagesAfter(mine.database, 0, 2);
    addEllipse(theirs, 1, shape);
    addEllipse(theirs, 2, shape);
    setVerdict(mine, 1, 'unsure', false);
    return { file: await exported(theirs), mine, sha256: second?.sha256 ?? '' };
  }

  test('stops the import and is listed, unless told whose label stands', async () => {
    const { file, mine } = await disputed();
    const before = content(mine);
    const summary = await taken(mine, file);
    expect(summary).toMatchObject({ imported: false, added: 0 });
    expect(summary.conflicts.map(({ kept }) => kept)).toEqual([null, null]);
    expect(summary.conflicts[0]?.mine).toContain('unsure');
    expect(summary.conflicts[0]?.theirs).toContain('defective, labelled, 1 ellipse');
    expect(content(mine)).toEqual(before);
  });

  test('is shown with both labels by a look that changes nothing', async () => {
    const { file, mine } = await disputed();
    const before = content(mine);
    const found = await checkArchive(mine, file, quietly);
    expect(found).toMatchObject({ imported: false, added: 0, known: 8 });
    expect(found.conflicts).toMatchObject([
      {
        imageId: 1,
        width: 64,
        kept: null,
        labels: {
          mine: { verdict: 'unsure', ellipses: [] },
          theirs: { verdict: 'defective', ellipses: [shape] },
        },
      },
      { imageId: 2, labels: { mine: { verdict: 'ok' }, theirs: { ellipses: [shape] } } },
    ]);
    expect(content(mine)).toEqual(before);
    // To a project that has none of them, they are new.
    const empty = await temporaryProject();
    expect(await checkArchive(empty, file, quietly)).toMatchObject({
      ...{ added: 8, known: 0, ellipses: 4, conflicts: [] },
    });
    expect(storedFiles(empty)).toEqual([]);
  });

  test('keeps mine, takes theirs, or goes one by one; what was taken can be undone', async () => {
    const { file, mine, sha256 } = await disputed();
    const before = content(mine);
    await taken(mine, file, 'mine');
    expect(content(mine)).toEqual(before);
    const summary = await taken(mine, file, 'mine', [sha256]);
    expect(summary.conflicts.map(({ kept }) => kept)).toEqual(['mine', 'theirs']);
    expect(readLabel(mine.database, 2)?.ellipses).toMatchObject([shape]);
    expect(imageHistory(mine, 2).entries[0]?.kind).toBe('taken-over');
    undo(mine);
    expect(readLabel(mine.database, 2)?.ellipses).toEqual([]);
    await taken(mine, file, 'theirs');
    expect(readLabel(mine.database, 1)?.verdict).toBe('defective');
    expect((await verifyProject(mine)).findings).toEqual([]);
  });
});

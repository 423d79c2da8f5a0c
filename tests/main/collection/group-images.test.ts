import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groupImages, previewGroups } from '../../../src-main/services/group-images-service';
import { imagesPage } from '../../../src-main/services/image-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { assignSides } from '../../../src-main/services/split-service';
import { undoWhole } from '../../../src-main/services/undo-service';
import { seedImages } from '../seeded-images';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { quietBites } from './quiet-bites';

const filter = { textureId: null, verdict: null, text: '' };
const all = { kind: 'filter', filter, except: [] } as const;

/** Images `lot1-0.png` … `lot3-19.png`, then `spare-0.png` … */
async function lots(): Promise<OpenProject> {
  const project = await temporaryProject();
  for (const prefix of ['lot1', 'lot2', 'lot3', 'spare']) {
    const images = Array.from({ length: 20 }, () => ({ texture: 'felt', verdict: 'ok' as const }));
    seedImages(project, images, prefix);
  }
  return project;
}

function groups(project: OpenProject): readonly (string | null)[] {
  return imagesPage(project, filter, 0, 500).rows.map(({ groupName }) => groupName);
}

test('groups come from a pattern, after a preview, in one step of undo, and share sides', async () => {
  const project = await lots();
  const naming = { kind: 'pattern', pattern: '(lot\\d)-' } as const;
  const preview = await previewGroups(project, all, naming);
  expect(preview).toMatchObject({ images: 80, grouped: 60, groups: 3, unusedRows: 0 });
  expect(preview.examples[0]).toEqual({ name: 'lot1-0.png', group: 'lot1' });
  expect(new Set(groups(project))).toEqual(new Set([null]));

  // Before, images stand alone; what was drawn stays as far as the groups let it.
  await assignSides(project, { splitSeed: 1, trial: 1, validationShare: 0 });
  expect(await groupImages(project, all, naming, quietBites)).toMatchObject({ changed: 60 });
  const sides = await assignSides(project, { splitSeed: 1, trial: 1, validationShare: 0 });
  for (const first of [1, 21, 41]) {
    const lot = Array.from({ length: 20 }, (_, index) => sides.get(first + index));
    expect(new Set(lot).size).toBe(1);
  }
  expect(groups(project).filter((name) => name === null)).toHaveLength(20);
  await undoWhole(project, quietBites);
  expect(new Set(groups(project))).toEqual(new Set([null]));
});

test('groups come from a table, whose rows without an image are counted', async () => {
  const project = await lots();
  const file = join(temporaryFolder(), 'lots.csv');
  writeFileSync(file, 'image,group\nlot1-0.png,A\nspare-3.png,"B, left"\nnothing.png,C\n');
  const naming = { kind: 'csv', file } as const;
  expect(await previewGroups(project, all, naming)).toMatchObject({ grouped: 2, unusedRows: 1 });
  expect(await groupImages(project, all, naming, quietBites)).toMatchObject({ changed: 2 });
  expect(groups(project)[63]).toBe('B, left');
});

test('a pattern that takes for ever is stopped, and changes nothing', async () => {
  const project = await temporaryProject();
  seedImages(project, [{ texture: 'felt', verdict: 'ok' }], 'a'.repeat(60));
  const naming = { kind: 'pattern', pattern: '^(a+)+$' } as const;
  await expect(groupImages(project, all, naming, quietBites)).rejects.toMatchObject({
    failure: { kind: 'wrong-use' },
  });
  expect(groups(project)).toEqual([null]);
});

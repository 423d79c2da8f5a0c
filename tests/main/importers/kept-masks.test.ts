import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMask } from '../../../src-main/database/mask-queries';
import { exportProject } from '../../../src-main/exchange/export-project';
import { importArchive } from '../../../src-main/exchange/import-archive';
import { imageHistory } from '../../../src-main/services/image-history';
import { importedMask } from '../../../src-main/services/imported-mask';
import { exportLabels } from '../../../src-main/services/label-export-service';
import { deleteEllipses, setVerdict, undo } from '../../../src-main/services/labelling-service';
import { changeImages } from '../../../src-main/services/many-images-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { purgeExcluded } from '../../../src-main/services/purge-service';
import { verifyProject } from '../../../src-main/services/verify-service';
import { readFileSync } from 'node:fs';
import {
  edgesOfEllipses,
  edgesOfLengths,
  edgesOfMask,
  overlapOfEdges,
} from '../../../src-shared/labelling/pixel-edges';
import { readEllipses } from '../../../src-main/database/label-queries';
import {
  hasSharedData,
  readGray,
  sharedData,
  type GrayImage,
} from '../../shared/support/shared-data';
import { grayImage, grayPng, writeTo } from '../made-images';
import { noPython, overlapsByPython } from '../other-tools/dagm-overlap';
import { quietly } from '../quiet-hooks';
import { importFrom } from '../services/checked-import';
import { temporaryFolder, temporaryProject } from '../temporary-project';

/** White pixels of a mask of 8 × 4: a bar over two rows, and a speck that no ellipse is fitted to. */
const bar = [9, 10, 11, 12, 13, 17, 18, 19, 20, 21, 31];
/** By hand: 9 outside, 5 inside, 3 outside, 5 inside, 9 outside, 1 inside. */
const barLengths = [9, 5, 3, 5, 9, 1];

function maskOf(white: readonly number[]): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: 32 }, (_, i) => (white.includes(i) ? 255 : 0));
  return grayImage(pixels, 8, 4);
}

/** Two images of 8 × 4, the first with a mask. */
async function source(withMask = true): Promise<string> {
  const folder = join(temporaryFolder(), 'felt');
  for (const i of [1, 2]) writeTo(join(folder, `${i}.png`), await grayPng(i, 8, 4));
  if (withMask) writeTo(join(folder, '1_mask.png'), await maskOf(bar));
  return folder;
}

async function findings(project: OpenProject): Promise<readonly string[]> {
  return (await verifyProject(project)).findings.map(({ message }) => message);
}

describe('a mask that an image was imported with', () => {
  test('is kept as it is, whatever becomes of the ellipses, and is none of undo', async () => {
    const project = await temporaryProject();
    await importFrom(project, await source());
    expect(importedMask(project, 1)).toEqual(barLengths);
    expect(importedMask(project, 2)).toBeNull();
    expect(() => importedMask(project, 9)).toThrow('There is no image 9');
    const ids = readEllipses(project.database, 1).map(({ id }) => id);
    expect(ids).toHaveLength(1);
    deleteEllipses(project, 1, ids);
    setVerdict(project, 1, 'ok', true);
    undo(project);
    undo(project);
    expect(importedMask(project, 1)).toEqual(barLengths);
    expect(await findings(project)).toEqual([]);
  });

  test('comes late, where its source is imported again with it; the first one stays', async () => {
    const project = await temporaryProject();
    await importFrom(project, await source(false));
    expect(importedMask(project, 1)).toBeNull();
    const later = await source();
    expect(await importFrom(project, later)).toMatchObject({ added: 0, known: 2 });
    expect(importedMask(project, 1)).toEqual(barLengths);
    expect(imageHistory(project, 1).entries.map(({ kind }) => kind)).toEqual([
      'keep-mask',
      'added',
    ]);
    writeTo(join(later, '1_mask.png'), await maskOf([9, 10, 11, 12, 13]));
    await importFrom(project, later);
    expect(importedMask(project, 1)).toEqual(barLengths);
    expect(await findings(project)).toEqual([]);
  });

  test('is all of them together where a source has several', async () => {
    const root = join(temporaryFolder(), 'set');
    writeTo(join(root, 'felt/train/good/1.png'), await grayPng(1, 8, 4));
    writeTo(join(root, 'felt/test/cut/2.png'), await grayPng(2, 8, 4));
    const masks = join(root, 'felt/ground_truth/cut/2');
    writeTo(join(masks, '000.png'), await maskOf([9, 10, 11, 17, 18, 19]));
    writeTo(join(masks, '001.png'), await maskOf([11, 12, 13, 19, 20, 21, 31]));
    const project = await temporaryProject();
    await importFrom(project, root);
    const { id } = project.database
      .prepare<[], { id: number }>(`SELECT id FROM images WHERE verdict = 'defective'`)
      .get() ?? { id: 0 };
    expect(importedMask(project, id)).toEqual(barLengths);
  });

  test('that was changed, put in or taken out from outside is found by verify', async () => {
    const project = await temporaryProject();
    await importFrom(project, await source());
    const spoilt = async (sql: string): Promise<readonly string[]> => {
      project.database.exec('SAVEPOINT spoilt');
      project.database.exec(sql);
      const found = await findings(project);
      project.database.exec('ROLLBACK TO spoilt; RELEASE spoilt');
      return found;
    };
    const named = (name: string, id: number): readonly string[] => [
      `The mask of ${name} (image ${id}) was changed from outside: it is not what its last event says.`,
    ];
    expect(await spoilt(`UPDATE imported_masks SET lengths = '[9,5]'`)).toEqual(
      named('felt/1.png', 1),
    );
    expect(await spoilt('DELETE FROM imported_masks')).toEqual(named('felt/1.png', 1));
    expect(await spoilt(`INSERT INTO imported_masks VALUES (2, '[9,5]')`)).toEqual(
      named('felt/2.png', 2),
    );
    expect(await findings(project)).toEqual([]);
  });

  test('goes along in an archive, also to a project that knows the image without it', async () => {
    const project = await temporaryProject();
    await importFrom(project, await source());
    const file = join(temporaryFolder(), 'archive.zip');
    await exportProject(project, file, { texture: null, verdict: null, images: null }, quietly);
    const bare = await temporaryProject();
    await importFrom(bare, await source(false));
    for (const other of [await temporaryProject(), bare]) {
      await importArchive(other, { file, conflicts: 'mine', theirs: [] }, quietly);
      expect(importedMask(other, 1)).toEqual(barLengths);
      expect(importedMask(other, 2)).toBeNull();
      expect(await findings(other)).toEqual([]);
    }
  });

  test('goes with its image when that is purged', async () => {
    const project = await temporaryProject();
    await importFrom(project, await source());
    const change = { kind: 'exclude', excluded: true } as const;
    await changeImages(project, { kind: 'ids', imageIds: [1] }, change, {
      onProgress: () => undefined,
      signal: { cancelled: false },
    });
    await purgeExcluded(project, { onProgress: () => undefined, signal: { cancelled: false } });
    expect(readMask(project.database, 1)).toBeNull();
    expect(await findings(project)).toEqual([]);
  });
});

/** Exports in DAGM's form, and compares the overlaps that the window would show with those of another program. */
async function expectAgreement(
  project: OpenProject,
  texture: string,
  masks: ReadonlyMap<number, { readonly id: number; readonly mask: GrayImage }>,
): Promise<void> {
  const out = join(temporaryFolder(), 'out');
  await exportLabels(project, { out, format: 'dagm', withImages: false }, quietly);
  const labels = join(out, `${texture}_def`, 'labels.txt');
  expect(readFileSync(labels, 'utf8').trim().split('\n')).toHaveLength(masks.size);
  const files = new Map([...masks].map(([index, { mask }]) => [index, mask]));
  const found = overlapsByPython(labels, files, join(temporaryFolder(), 'masks'));
  for (const [index, { id, mask }] of masks) {
    const kept = importedMask(project, id);
    expect(kept).not.toBeNull();
    const edges = edgesOfLengths(kept ?? []);
    expect(edges).toEqual(edgesOfMask(mask.pixels));
    const ellipses = readEllipses(project.database, id);
    const shown = overlapOfEdges(edges, edgesOfEllipses(ellipses, mask.width, mask.height));
    // The same rule for a pixel, and nine decimals in the file: the same pixels.
    expect(Math.abs((found.get(index) ?? NaN) - shown)).toBeLessThanOrEqual(0.0001);
  }
}

const withoutData = hasSharedData('dagm-competition') ? noPython : 'the real images are not here';

describe.skipIf(withoutData !== null)(
  `DAGM's own masks (${withoutData ?? 'all of Class8'})`,
  () => {
    test('are kept to the pixel, and overlap with the exported ellipses as a program without ours finds', async () => {
      const project = await temporaryProject();
      await importFrom(project, join(sharedData, 'dagm-competition'));
      const rows = project.database
        .prepare<[], { id: number; name: string }>(
          `SELECT id, name FROM images WHERE verdict = 'defective'`,
        )
        .all();
      expect(rows).toHaveLength(60);
      const masks = new Map<number, { readonly id: number; readonly mask: GrayImage }>();
      for (const { id, name } of rows) {
        const file = name.replace('Train/', 'Train/Label/').replace('.PNG', '_label.PNG');
        const mask = await readGray(join(sharedData, 'dagm-competition', file));
        masks.set(Number(/(\d+)\.PNG$/.exec(name)?.[1]), { id, mask });
      }
      await expectAgreement(project, 'Class8', masks);
    });
  },
);

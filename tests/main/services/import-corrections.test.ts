import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkSource,
  importSource,
  previewSource,
} from '../../../src-main/services/import-service';
import { exportLabels } from '../../../src-main/services/label-export-service';
import { projectSummary, type OpenProject } from '../../../src-main/services/project-service';
import {
  noCorrections,
  type ImportCorrections,
} from '../../../src-shared/dataset/import-corrections';
import { ExpectedFailure, type Failure } from '../../../src-shared/ipc/failure';
import type { ImportSummary } from '../../../src-shared/ipc/views';
import { grayPng, writeTo } from '../made-images';
import { quietly } from '../quiet-hooks';
import { storedFiles } from '../stored-files';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { developmentSet, goodRows } from './checked-import';

function requested(source: string, corrections: Partial<ImportCorrections>) {
  const all = { ...noCorrections, ...corrections };
  return { source, format: 'auto', texture: null, corrections: all };
}

function take(
  project: OpenProject,
  source: string,
  corrections: Partial<ImportCorrections>,
): Promise<ImportSummary> {
  return importSource(project, requested(source, corrections), quietly);
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ExpectedFailure)) throw new Error(`Not refused: ${String(error)}`);
  return error.failure;
}

/** `Tray/lot7/a.png`, `Tray/lot8/b.png`, `Scrap/lot7/c.png`, `Scrap/notes/d.png`. */
async function sorted(): Promise<string> {
  const folder = join(temporaryFolder(), 'line 4');
  for (const [index, name] of [
    'Tray/lot7/a',
    'Tray/lot8/b',
    'Scrap/lot7/c',
    'Scrap/notes/d',
  ].entries()) {
    writeTo(join(folder, `${name}.png`), await grayPng(index + 1));
  }
  return folder;
}

interface Row {
  readonly name: string;
  readonly texture: string;
  readonly verdict: string;
  readonly grouped: string | null;
}

function rowsOf({ database }: OpenProject): readonly Row[] {
  return database
    .prepare<[], Row>(
      `SELECT images.name, textures.name AS texture, verdict, group_name AS grouped
       FROM images JOIN textures ON textures.id = texture_id ORDER BY images.name`,
    )
    .all();
}

const steel: Partial<ImportCorrections> = {
  renames: [
    { from: 'Tray', to: 'steel' },
    { from: 'Scrap', to: 'steel' },
  ],
  verdicts: [
    { name: 'tray', verdict: 'ok' },
    { name: 'Scrap', verdict: 'defective' },
    { name: 'notes', verdict: 'unsure' },
  ],
  groups: { kind: 'pattern', pattern: '/lot(?<group>\\d+)/' },
};

describe('what the user says otherwise than the source', () => {
  test('gives textures, verdicts and groups, the nearest folder first', async () => {
    const project = await temporaryProject();
    const source = await sorted();
    const { survey } = await previewSource(project, source, { ...noCorrections, ...steel });
    expect(survey).toMatchObject({
      images: 4,
      textures: [
        { name: 'Scrap', becomes: 'steel', images: 2, defective: 1 },
        { name: 'Tray', becomes: 'steel', images: 2, defective: 0 },
      ],
      verdicts: { ok: 2, defective: 1, unsure: 1, unlabelled: 0 },
      groups: { images: 3, count: 2, names: ['7', '8'], unusedRows: 0 },
      skippedTotal: 0,
    });
    // `line 4` holds all of them and tells nothing apart.
    expect(survey.folders.map(({ name }) => name).sort()).toEqual([
      'Scrap',
      'Tray',
      'lot7',
      'lot8',
      'notes',
    ]);
    await take(project, source, steel);
    expect(rowsOf(project)).toEqual([
      { name: 'line 4/Scrap/lot7/c.png', texture: 'steel', verdict: 'defective', grouped: '7' },
      { name: 'line 4/Scrap/notes/d.png', texture: 'steel', verdict: 'unsure', grouped: null },
      { name: 'line 4/Tray/lot7/a.png', texture: 'steel', verdict: 'ok', grouped: '7' },
      { name: 'line 4/Tray/lot8/b.png', texture: 'steel', verdict: 'ok', grouped: '8' },
    ]);
  });

  test('takes marks away where a rule says ok, and lists that', async () => {
    const project = await temporaryProject();
    const source = await developmentSet(goodRows);
    const summary = await take(project, source, {
      verdicts: [{ name: 'Class1_def', verdict: 'ok' }],
    });
    expect(summary).toMatchObject({ added: 5, ellipses: 0 });
    expect(summary.skipped.map(({ file }) => file)).toEqual([
      'Class1_def/1.png',
      'Class1_def/2.png',
      'Class1_def/3.png',
    ]);
    expect(summary.skipped[0]?.reason).toContain('mark is left out');
    expect(projectSummary(project).textures).toMatchObject([{ ok: 5, defective: 0, ellipses: 0 }]);
  });

  test('leaves out the marks of classes that are no defects, and says what is left', async () => {
    const project = await temporaryProject();
    const source = join(temporaryFolder(), 'felt');
    for (let i = 1; i <= 3; i += 1) writeTo(join(source, `${i}.png`), await grayPng(i));
    const box = (image: number, category: number, left: number): unknown => ({
      ...{ image_id: image, category_id: category, bbox: [left, 10, 20, 10] },
    });
    const coco = {
      images: [1, 2, 3].map((id) => ({ id, file_name: `${id}.png`, width: 64, height: 64 })),
      categories: [
        { id: 1, name: 'scratch' },
        { id: 2, name: 'Barcode' },
      ],
      annotations: [box(1, 1, 5), box(1, 2, 30), box(2, 2, 5), box(3, 1, 5)],
    };
    writeTo(join(source, 'labels.json'), JSON.stringify(coco));
    const rules = { verdicts: [{ name: 'barcode', verdict: 'ok' }] } as const;
    const { survey } = await previewSource(project, source, noCorrections);
    expect(survey.classes).toEqual([
      { name: 'scratch', marks: 2 },
      { name: 'Barcode', marks: 2 },
    ]);
    const summary = await take(project, source, { verdicts: [...rules.verdicts] });
    expect(rowsOf(project).map(({ verdict }) => verdict)).toEqual(['defective', 'ok', 'defective']);
    expect(summary).toMatchObject({ added: 3, ellipses: 2 });
    expect(summary.skipped).toEqual([
      {
        file: 'felt/1.png',
        reason: 'its mark of barcode is left out by your rule; the image is taken',
      },
      {
        file: 'felt/2.png',
        reason: 'its mark of barcode is left out by your rule; the image is taken',
      },
    ]);
  });

  test('names groups by a table, the longest end of a name first', async () => {
    const project = await temporaryProject();
    const source = await sorted();
    const file = join(temporaryFolder(), 'lots.csv');
    writeTo(
      file,
      '\uFEFFImage,Group,Note\r\na.png,"lot, first",x\r\nScrap\\lot7\\c.png,second,\r\nc.png,wrong,\r\ngone.png,third,\r\n',
    );
    const groups = { kind: 'csv', file } as const;
    const { survey } = await previewSource(project, source, { ...noCorrections, groups });
    // `gone.png` is nowhere, and `c.png` is named better by its other row.
    expect(survey.groups).toMatchObject({ images: 2, count: 2, unusedRows: 2 });
    await take(project, source, { groups });
    expect(rowsOf(project).map(({ grouped }) => grouped)).toEqual([
      'second',
      null,
      'lot, first',
      null,
    ]);
  });

  test.each<[string, Partial<ImportCorrections>, RegExp]>([
    ['a texture', { renames: [{ from: 'Ok', to: 'x' }] }, /No texture .* called Ok/],
    [
      'a folder',
      { verdicts: [{ name: 'lot9', verdict: 'ok' }] },
      /No folder or class .* called lot9/,
    ],
    ['a broken pattern', { groups: { kind: 'pattern', pattern: '(' } }, /regular expression/],
    ['a pattern without brackets', { groups: { kind: 'pattern', pattern: 'lot' } }, /brackets/],
    [
      'a pattern without end',
      { groups: { kind: 'pattern', pattern: '^(([a-zA-Z0-9/ ]+)+)+!$' } },
      /takes too long/,
    ],
  ])('refuses %s that does not fit, before anything is written', async (_what, wrong, words) => {
    const project = await temporaryProject();
    const source = join(temporaryFolder(), 'a');
    writeTo(join(source, `Tray/lot7/${'x'.repeat(60)}.png`), await grayPng(1));
    const { kind, message } = await failureOf(take(project, source, wrong));
    expect(kind).toBe('wrong-use');
    expect(message).toMatch(words);
    expect(rowsOf(project)).toEqual([]);
    expect(storedFiles(project)).toEqual([]);
  });

  test.each(['csv', 'coco', 'labelme'])('takes the groups of an export as %s', async (format) => {
    const project = await temporaryProject();
    await take(project, await sorted(), steel);
    const out = join(temporaryFolder(), 'out');
    await exportLabels(project, { out, format, withImages: true }, quietly);
    const other = await temporaryProject();
    await take(other, out, {});
    expect(rowsOf(other).map(({ grouped }) => grouped)).toEqual(['7', null, '7', '8']);
  });

  test.each(['csv', 'coco', 'labelme'])(
    'knows an export of DAGM images as %s by itself, whatever its folders are called',
    async (format) => {
      const project = await temporaryProject();
      await take(project, await developmentSet(goodRows), {});
      const out = join(temporaryFolder(), 'out');
      await exportLabels(project, { out, format, withImages: true }, quietly);
      const other = await temporaryProject();
      expect((await previewSource(other, out)).format).toBe(format);
      expect(await take(other, out, {})).toMatchObject({ added: 5, ellipses: 3, skipped: [] });
    },
  );

  test('refuses a table that puts an image into two groups, with both lines', async () => {
    const project = await temporaryProject();
    const file = join(temporaryFolder(), 'lots.csv');
    writeTo(file, 'image,group\na.png,one\nb.png,one\na.png,two\n');
    const groups = { kind: 'csv', file } as const;
    const { kind, message } = await failureOf(take(project, await sorted(), { groups }));
    expect([kind, message]).toEqual([
      'bad-input',
      expect.stringContaining('lines 2 and 4 put a.png into different groups'),
    ]);
  });
});

describe('the check before an import', () => {
  test('says exactly what the import then does, and writes nothing', async () => {
    const project = await temporaryProject();
    const source = await developmentSet(goodRows);
    writeTo(join(source, 'Class1/9.png'), 'no image');
    writeTo(join(source, 'Class1/8.png'), await grayPng(1));
    // The second of these is the first one's bytes, and marked defective: a conflict within the source.
    writeTo(join(source, 'Class1/7.png'), await grayPng(101));
    const check = await checkSource(project, requested(source, {}), quietly);
    expect(rowsOf(project)).toEqual([]);
    expect(storedFiles(project)).toEqual([]);
    expect(check).toMatchObject({ added: 5, known: 2, ellipses: 2 });
    expect(check.skipped.map(({ file }) => file)).toEqual(['Class1/9.png']);
    expect(check.conflicts.map(({ file }) => file)).toEqual(['Class1_def/1.png']);

    const before = await take(project, source, {});
    expect({ ...before, conflicts: [] }).toEqual({ ...check, conflicts: [] });
    expect(before.conflicts).toMatchObject(check.conflicts);
    const again = await checkSource(project, requested(source, {}), quietly);
    expect(again).toMatchObject({ added: 0, known: 7, ellipses: 0 });
    expect(again.conflicts).toMatchObject(check.conflicts);
  });

  test('stops when it is asked to', async () => {
    const project = await temporaryProject();
    const source = await developmentSet(goodRows);
    const hooks = { onProgress: () => undefined, signal: { cancelled: true } };
    const check = await checkSource(project, requested(source, {}), hooks);
    expect(check).toMatchObject({ added: 0, known: 0, cancelled: true });
  });
});

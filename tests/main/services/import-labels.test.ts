import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { grayPng, maskPng, writeTo } from '../made-images';
import { temporaryFolder, temporaryProject } from '../temporary-project';
import { developmentSet, goodRows, imported, importFrom } from './checked-import';

describe('labels.txt of the development layout', () => {
  test('is read with CRLF, a byte order mark, blank lines and blanks at the ends', async () => {
    const rows = `\uFEFF ${goodRows.replaceAll('\n', ' \t\r\n\r\n')}`;
    const { summary } = await imported(await developmentSet(rows));
    expect(summary).toMatchObject({ added: 5, skipped: [], ellipses: 3 });
  });

  test('gives x = xc − 0.5, y = yc − 0.5, and leaves axes and angle as they are', async () => {
    const project = await temporaryProject();
    await importFrom(project, await developmentSet('1 10 20 -2.37 30.5 31\n', 1));
    const ellipses = project.database.prepare('SELECT x, y, a, b, angle FROM ellipses').all();
    expect(ellipses).toEqual([{ x: 30, y: 30.5, a: 10, b: 20, angle: -2.37 }]);
  });

  test.each([
    [
      'a missing column',
      '2 10 5 0.5 31',
      'line 2: has 5 columns instead of 6 (index a b theta xc yc)',
    ],
    ['a column too many', '2 10 5 0.5 31 30 9', 'line 2: has 7 columns instead of 6'],
    ['a non-number', '2 10 five 0.5 31 30', 'line 2: b is "five", not a number'],
    ['NaN', '2 10 5 NaN 31 30', 'line 2: theta is "NaN", not a number'],
    ['an overflowing number', '2 10 5 1e999 31 30', 'line 2: theta is "1e999", not a number'],
    [
      'a negative axis',
      '2 -10 5 0.5 31 30',
      'line 2: the semi-axes -10 and 5 must be larger than 0',
    ],
    ['no axis', '2 0 5 0.5 31 30', 'line 2: the semi-axes 0 and 5 must be larger than 0'],
  ])('a row with %s is named with its line, and its image left out', async (_, row, reason) => {
    const { summary, names } = await imported(
      await developmentSet(goodRows.replace('2\t10\t5\t0.5\t31\t30', row)),
    );
    expect(summary).toMatchObject({ added: 4, ellipses: 2 });
    expect(summary.skipped).toHaveLength(2);
    expect(summary.skipped[0]).toEqual({
      file: 'Class1_def/labels.txt',
      reason: expect.stringContaining(reason),
    });
    expect(summary.skipped[1]).toEqual({
      file: 'Class1_def/2.png',
      reason: 'its row in Class1_def/labels.txt, line 2, cannot be used',
    });
    expect(names).not.toContain('Class1_def/2.png');
  });

  test.each([
    ['absurdly large', '2 1e6 5 0.5 31 30', 'is far larger than the image of 64 × 64 pixels'],
    ['beside the image', '2 3 3 0.5 900 30', 'lies outside the image of 64 × 64 pixels'],
  ])('an ellipse that is %s leaves its image out, with the line', async (_, row, reason) => {
    const { summary } = await imported(
      await developmentSet(goodRows.replace('2\t10\t5\t0.5\t31\t30', row)),
    );
    expect(summary.added).toBe(4);
    expect(summary.skipped).toEqual([
      {
        file: 'Class1_def/2.png',
        reason: `its ellipse in Class1_def/labels.txt, line 2, ${reason}`,
      },
    ]);
  });

  test('an index without an image, an image without a row, an index twice, and no index', async () => {
    const rows =
      '1 10 5 0.5 30 30\n9 10 5 0.5 30 30\n1 11 5 0.5 30 30\nx 10 5 0.5 30 30\n3 10 5 0.5 30 30\n';
    const { summary } = await imported(await developmentSet(rows));
    expect(summary).toMatchObject({ added: 4, ellipses: 2 });
    expect(summary.skipped).toEqual([
      {
        file: 'Class1_def/labels.txt',
        reason: 'line 3: index 1 was given already in line 1, which stands',
      },
      { file: 'Class1_def/labels.txt', reason: `line 4: "x" is not an image's index` },
      { file: 'Class1_def/labels.txt', reason: 'line 2: there is no image 9 in Class1_def' },
      { file: 'Class1_def/2.png', reason: 'has no row in Class1_def/labels.txt' },
    ]);
  });

  test('that is no text leaves the defective images out, not the others', async () => {
    const { summary } = await imported(await developmentSet('\0\0\0'));
    expect(summary).toMatchObject({ added: 2, ellipses: 0 });
    expect(summary.skipped[0]).toEqual({
      file: 'Class1_def/labels.txt',
      reason: 'is not a text file',
    });
    expect(summary.skipped).toHaveLength(4);
  });
});

describe('the competition layout', () => {
  async function competitionSet(list: string): Promise<string> {
    const folder = temporaryFolder();
    for (let i = 1; i <= 5; i += 1)
      writeTo(join(folder, `Class3/Test/000${i}.PNG`), await grayPng(i));
    const label = join(folder, 'Class3/Test/Label');
    writeTo(join(label, 'Labels.txt'), list);
    writeTo(join(label, 'Thumbs.db'), 'windows');
    writeTo(join(label, '0002_label.PNG'), await maskPng(64, 64, 12));
    writeTo(join(label, '0003_label.PNG'), await maskPng(64, 64, 0));
    writeTo(join(label, '0004_label.PNG'), await maskPng(32, 32, 8));
    return folder;
  }

  test('fits the mask; a mask that cannot be used leaves its image defective without an ellipse', async () => {
    const list =
      '1\r\n0001\t0\t0001.PNG\t0\t0\t\r\n0002\t1\t0002.PNG\t0\t0002_label.PNG\r\n' +
      '0003\t1\t0003.PNG\t0\t0003_label.PNG\r\n0004\t1\t0004.PNG\t0\t0004_label.PNG\r\n' +
      '0005\t1\t0005.PNG\t0\t0005_label.PNG\r\n';
    const folder = await competitionSet(list);
    const { summary } = await imported(folder);
    expect(summary).toMatchObject({ added: 5, ellipses: 1 });
    const left = (name: string): string =>
      `Class3/Test/${name} is taken as defective without an ellipse`;
    expect([...summary.skipped].sort((a, b) => a.file.localeCompare(b.file))).toEqual([
      { file: 'Class3/Test/Label/0003_label.PNG', reason: `is all black; ${left('0003.PNG')}` },
      {
        file: 'Class3/Test/Label/0004_label.PNG',
        reason: `has 32 × 32 pixels, its image 64 × 64; ${left('0004.PNG')}`,
      },
      {
        file: 'Class3/Test/Label/Labels.txt',
        reason: `line 6: there is no mask 0005_label.PNG; ${left('0005.PNG')}`,
      },
    ]);
  });

  test('names rows that cannot be used with their line, and leaves their images out', async () => {
    const list =
      '1\n0001\t0\t0001.PNG\t0\t0\n0002\tx\t0002.PNG\t0\t0\n0003\t0\t../secret.PNG\t0\t0\n' +
      '0004\t0\n0009\t0\t0009.PNG\t0\t0\n0001\t1\t0001.PNG\t0\t0002_label.PNG\n';
    const { summary, names } = await imported(await competitionSet(list));
    expect(names).toEqual(['Class3/Test/0001.PNG']);
    expect(summary.skipped.slice(0, 5).map(({ reason }) => reason)).toEqual([
      'line 3: the flag is "x" instead of 0 or 1',
      'line 4: names a file of another folder',
      'line 5: has 2 columns instead of 5 (number flag image 0 mask)',
      'line 7: 0001.PNG was given already in line 2, which stands',
      'line 6: there is no image 0009.PNG in Class3/Test',
    ]);
    expect(summary.skipped.slice(5).map(({ file }) => file)).toEqual([
      'Class3/Test/0002.PNG',
      'Class3/Test/0003.PNG',
      'Class3/Test/0004.PNG',
      'Class3/Test/0005.PNG',
    ]);
  });

  test('beside the development layout is taken together with it, and what is left is listed', async () => {
    const folder = temporaryFolder();
    writeTo(join(folder, 'dev/Class1/1.png'), await grayPng(1));
    writeTo(join(folder, 'comp/Class8/Train/0001.PNG'), await grayPng(2));
    writeTo(join(folder, 'comp/Class8/Train/Label/Labels.txt'), '1\n0001\t0\t0001.PNG\t0\t0\n');
    writeTo(join(folder, 'spare/more/a.png'), await grayPng(3));
    writeTo(join(folder, 'spare/more/b.png'), await grayPng(4));
    const { summary, names } = await imported(folder);
    expect(summary).toMatchObject({ added: 2 });
    expect(summary.skipped).toEqual([
      {
        file: 'spare/more/',
        reason: 'holds 2 images that belong to no part of the layout; import the folder by itself',
      },
    ]);
    expect(names).toEqual(['Class1/1.png', 'Class8/Train/0001.PNG']);
  });
});

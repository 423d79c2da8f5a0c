import { describe, expect, test } from 'vitest';
import { parseVoc } from '../../../src-main/importers/voc-annotation';
import { parseYoloRow } from '../../../src-main/importers/yolo-labels';
import { itemsOf, sourceOf } from './source-items';

function voc(objects: string, filename = 'x.jpg'): string {
  return `<?xml version="1.0"?>\n<annotation verified="yes"><filename>${filename}</filename>${objects}</annotation>`;
}

function box(xmin: number | string, ymin: number, xmax: number, ymax: number): string {
  return `<object><name>dog</name><part><name>head</name></part><bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox></object>`;
}

describe('a Pascal VOC annotation', () => {
  test('counts pixels from 1, the last one inside', () => {
    // Pixels 11 to 20 across and 5 to 5 down: [10, 20] × [4, 5].
    const shapes = [
      {
        ...{ kind: 'box', left: 10, top: 4, width: 10, height: 1, unit: 'pixels' },
        className: 'dog',
      },
    ];
    expect(parseVoc(voc(box(11, 5, 20, 5)))).toEqual({
      kind: 'annotation',
      annotation: { filename: 'x.jpg', shapes },
    });
  });

  test('may have turned boxes, many objects, or none', () => {
    const turned =
      '<object><robndbox><cx>30</cx><cy>20.5</cy><w>8</w><h>6</h><angle>0.25</angle></robndbox></object>';
    expect(parseVoc(voc(box(1, 1, 2, 2) + turned))).toMatchObject({
      annotation: {
        shapes: [
          { kind: 'box', left: 0, width: 2 },
          {
            kind: 'ellipse',
            ellipse: { x: 30, y: 20.5, a: 4, b: 3, angle: 0.25 },
            origin: 'inscribed',
          },
        ],
      },
    });
    expect(parseVoc(voc(''))).toMatchObject({ annotation: { shapes: [] } });
    expect(parseVoc('<annotation/>')).toMatchObject({ kind: 'other' });
    expect(parseVoc('<svg><object/></svg>')).toEqual({ kind: 'other' });
  });

  test.each([
    ['a box that is none', voc(box('ten', 1, 20, 20)), 'object 1 has no box that can be read'],
    [
      'a box of no width',
      voc(box(1, 1, 5, 5) + box(21, 1, 20, 20)),
      'object 2 has no box that can be read',
    ],
    ['no end', voc('').slice(0, -8), /^line 2: is not XML/],
    [
      'entities',
      `<!DOCTYPE a [<!ENTITY x "y">]>${voc('')}`,
      'has a document type, which is not read',
    ],
    [
      'tags deep in each other',
      voc(`${'<a>'.repeat(40)}${'</a>'.repeat(40)}`),
      /^is not XML that is read/,
    ],
  ])('with %s is refused', (_, content, reason) => {
    expect(parseVoc(content)).toEqual({
      kind: 'broken',
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
  });

  test('belongs to the image it names, else to the one of its own name; paths out of the source do not count', async () => {
    const folder = sourceOf({
      'JPEGImages/a.jpg': '',
      'JPEGImages/b.jpg': '',
      'JPEGImages/c.jpg': '',
      'Annotations/1.xml': voc(box(1, 1, 9, 9), 'a.jpg'),
      'Annotations/b.xml': voc('', '../../../etc/passwd'),
      'Annotations/c.xml': 'nothing',
      'Annotations/z.xml': voc('', 'z.jpg'),
    });
    const items = await itemsOf('pascal-voc', folder);
    expect(items?.images.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'JPEGImages/a.jpg defective',
      'JPEGImages/b.jpg ok',
    ]);
    expect(items?.skipped).toEqual([
      { file: 'Annotations/c.xml', reason: expect.stringMatching(/is not XML/) },
      { file: 'Annotations/z.xml', reason: 'there is no image z.jpg' },
      { file: 'JPEGImages/c.jpg', reason: 'its label in Annotations/c.xml cannot be used' },
    ]);
  });
});

describe('a row of YOLO', () => {
  const row = (text: string, classes: number | null = null): unknown =>
    parseYoloRow({ line: 1, text }, classes);

  test('is a box by its centre, or a polygon, in shares', () => {
    expect(row('0 0.5 0.25 0.5 0.125')).toEqual({
      ...{ kind: 'box', left: 0.25, top: 0.1875, width: 0.5, height: 0.125, unit: 'shares' },
      className: '0',
    });
    expect(row('3 0 0 1 0 1 1')).toEqual({
      ...{ kind: 'polygon', rings: [[0, 0, 1, 0, 1, 1]], unit: 'shares' },
      className: '3',
    });
  });

  test.each([
    ['-1 0.5 0.5 0.5 0.5', null, 'the class is "-1", not a number from 0 on'],
    ['2 0.5 0.5 0.5 0.5', 2, 'the class is 2, but there are 2'],
    ['0 0.5 0.5 0.5', null, 'has 4 columns; a box has 5, a polygon of n corners 1 + 2n'],
    ['0 0.5 0.5 0.5 0.5 0.9', null, 'has 6 columns; a box has 5, a polygon of n corners 1 + 2n'],
    ['0 120 90 30 20', null, '"120" is not a share of the image’s size'],
    ['0 0.5 0.5 nan 0.5', null, '"nan" is not a share of the image’s size'],
    ['0 0.5 0.5 0 0.5', null, 'the box is 0 wide and 0.5 high'],
  ])('%s is refused', (text, classes, reason) => {
    expect(row(text, classes)).toBe(reason);
  });
});

describe('a YOLO data set', () => {
  test('says ok by an empty file, nothing by none, and leaves out images with a broken row', async () => {
    const folder = sourceOf({
      'train/images/a.jpg': '',
      'train/labels/a.txt': '0 .5 .5 .5 .5\n',
      'train/images/b.jpg': '',
      'train/labels/b.txt': '',
      'train/images/c.jpg': '',
      'train/images/d.jpg': '',
      'train/labels/d.txt': '0 .5 .5 .5 .5\n9 .5 .5 .5 .5\n',
      'data.yaml': 'names:\n  0: scratch\n  1: hole\n',
    });
    const items = await itemsOf('yolo', folder);
    expect(items?.images.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'train/images/a.jpg defective',
      'train/images/b.jpg ok',
      'train/images/c.jpg unlabelled',
    ]);
    expect(items?.skipped).toEqual([
      { file: 'train/labels/d.txt', reason: 'line 2: the class is 9, but there are 2' },
      { file: 'train/images/d.jpg', reason: 'its label in train/labels/d.txt cannot be used' },
    ]);
  });

  test('is known without a list of classes by a row that is one, and not by any text beside an image', async () => {
    expect(
      await itemsOf('yolo', sourceOf({ 'a.jpg': '', 'a.txt': 'Taken in March\n' })),
    ).toBeNull();
    expect(await itemsOf('yolo', sourceOf({ 'a.jpg': '', 'a.txt': '' }))).toBeNull();
    const items = await itemsOf('yolo', sourceOf({ 'a.jpg': '', 'a.txt': '0 .5 .5 .5 .5' }));
    expect(items?.images).toHaveLength(1);
  });

  test.each([
    ['- - - a\n  b: [', /^is not YAML/],
    ['['.repeat(100_000), /^is not YAML/],
    ['just words', 'has no list of classes'],
    [`names: [${'a,'.repeat(200_000)}]`, 'is too long for a list of classes'],
  ])('has a broken list of classes listed: %.12s', async (content, reason) => {
    const folder = sourceOf({ 'a.jpg': '', 'a.txt': '7 .5 .5 .5 .5', 'data.yaml': content });
    const items = await itemsOf('yolo', folder);
    expect(items?.skipped).toEqual([
      {
        file: 'data.yaml',
        reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
      },
    ]);
    expect(items?.images).toHaveLength(1);
  });
});

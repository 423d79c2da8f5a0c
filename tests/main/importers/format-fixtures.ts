import { join } from 'node:path';
import sharp from 'sharp';
import { bmpFile } from '../bmp-file';
import { grayPng, maskPng, writeTo } from '../made-images';

/** A tiny data set of one format, and what the project holds of it. */
export interface FormatFixture {
  readonly format: string;
  /** Files by their path below the source. */
  readonly files: () => Promise<ReadonlyMap<string, Uint8Array | string>>;
  readonly textures: readonly string[];
  readonly ok: number;
  readonly defective: number;
  readonly unlabelled: number;
  readonly ellipses: number;
}

/** Side of the fixtures' images, pixels. */
export const fixtureSide = 32;

let lastSeed = 0;
function image(): Promise<Buffer> {
  lastSeed += 1;
  return grayPng(lastSeed, fixtureSide, fixtureSide);
}

function mask(radius: number): Promise<Buffer> {
  return maskPng(fixtureSide, fixtureSide, radius);
}

/** Eight by four grays. */
const gradient = Array.from({ length: 32 }, (_, i) => [i * 8, i * 8, i * 8]);

/** A 16-bit image. */
function deepImage(): Promise<Buffer> {
  const samples = Uint16Array.from({ length: fixtureSide ** 2 }, (_, i) => i * 60);
  return sharp(samples, { raw: { width: fixtureSide, height: fixtureSide, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toBuffer();
}

/** Columns and rows 8 to 23. */
const corners = [
  [8, 8],
  [24, 8],
  [24, 24],
  [8, 24],
];

async function fileMap(
  files: Readonly<Record<string, string | Uint8Array | Promise<Uint8Array>>>,
): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const made = new Map<string, Uint8Array | string>();
  for (const [path, content] of Object.entries(files)) {
    made.set(path, await content);
  }
  return made;
}

function labelMe(imagePath: string, shapes: readonly object[]): string {
  const size = { imageHeight: fixtureSide, imageWidth: fixtureSide };
  return JSON.stringify({
    version: '5.5.0',
    flags: {},
    shapes,
    imagePath,
    imageData: null,
    ...size,
  });
}

function circleAndMask(png: Buffer): readonly object[] {
  return [
    {
      label: 'hole',
      points: [
        [16, 16],
        [20, 19],
      ],
      shape_type: 'circle',
      flags: {},
    },
    {
      label: 'stain',
      points: [
        [0, 0],
        [fixtureSide - 1, fixtureSide - 1],
      ],
      shape_type: 'mask',
      mask: png.toString('base64'),
      flags: {},
    },
  ];
}

function vocXml(filename: string, objects: string): string {
  return `<annotation><folder>x</folder><filename>${filename}</filename><size><width>32</width><height>32</height><depth>1</depth></size>${objects}</annotation>`;
}

const vocObject =
  '<object><name>scratch</name><bndbox><xmin>9</xmin><ymin>9</ymin><xmax>24</xmax><ymax>24</ymax></bndbox></object>';

export const formatFixtures: readonly FormatFixture[] = [
  {
    format: 'dagm-development',
    textures: ['Class1'],
    ...{ ok: 1, defective: 2, unlabelled: 0, ellipses: 2 },
    files: () =>
      fileMap({
        'Class1/1.png': image(),
        'Class1_def/1.png': image(),
        'Class1_def/2.png': image(),
        'Class1_def/labels.txt': '1\t8\t4\t0.5\t16\t16\n2\t6\t5\t-2.1\t12\t20.5\n',
      }),
  },
  {
    format: 'dagm-competition',
    textures: ['Class3'],
    ...{ ok: 1, defective: 1, unlabelled: 0, ellipses: 1 },
    files: () =>
      fileMap({
        'Class3/Train/0001.PNG': image(),
        'Class3/Train/0002.PNG': image(),
        'Class3/Train/Label/Labels.txt':
          '1\r\n0001\t0\t0001.PNG\t0\t0\r\n0002\t1\t0002.PNG\t0\t0002_label.PNG\r\n',
        'Class3/Train/Label/0002_label.PNG': mask(8),
      }),
  },
  {
    format: 'coco',
    textures: ['felt'],
    ...{ ok: 1, defective: 3, unlabelled: 0, ellipses: 3 },
    files: () =>
      fileMap({
        'images/felt/1.png': image(),
        'images/felt/2.png': image(),
        'images/felt/3.png': image(),
        'images/felt/4.png': image(),
        'annotations/instances.json': JSON.stringify({
          images: [1, 2, 3, 4].map((id) => ({
            id,
            file_name: `felt/${id}.png`,
            width: fixtureSide,
            height: fixtureSide,
          })),
          annotations: [
            { id: 1, image_id: 1, category_id: 1, segmentation: [corners.flat()], iscrowd: 0 },
            {
              id: 2,
              image_id: 2,
              category_id: 1,
              // Down the columns: 264 outside, then 16 columns of 16 inside and 16 outside.
              segmentation: {
                counts: [264, ...Array.from({ length: 15 }, () => [16, 16]).flat(), 16],
                size: [fixtureSide, fixtureSide],
              },
              iscrowd: 1,
            },
            { id: 3, image_id: 3, category_id: 1, bbox: [8, 8, 16, 16] },
          ],
          categories: [{ id: 1, name: 'scratch' }],
        }),
      }),
  },
  {
    format: 'labelme',
    textures: ['felt'],
    ...{ ok: 1, defective: 2, unlabelled: 1, ellipses: 4 },
    files: () =>
      fileMap({
        'felt/1.png': image(),
        'felt/1.json': labelMe('1.png', [
          { label: 'scratch', points: corners, shape_type: 'polygon', flags: {} },
          { label: 'hole', points: [corners[0], corners[2]], shape_type: 'rectangle', flags: {} },
        ]),
        'felt/2.png': image(),
        'felt/2.json': mask(8).then((png) => Buffer.from(labelMe('2.png', circleAndMask(png)))),
        'felt/3.png': image(),
        'felt/3.json': labelMe('3.png', []),
        'felt/4.png': image(),
      }),
  },
  {
    format: 'csv',
    textures: ['felt'],
    ...{ ok: 1, defective: 1, unlabelled: 1, ellipses: 2 },
    files: () =>
      fileMap({
        'felt/1.png': image(),
        'felt/2.png': image(),
        'felt/3.png': image(),
        'labels.csv':
          'image,x,y,a,b,angle\nfelt/1.png,16,16,8,4,0.5\n"felt/1.png",10,10,3,3,0\nfelt/2.png,,,,,\n',
      }),
  },
  {
    format: 'pascal-voc',
    textures: ['felt'],
    ...{ ok: 1, defective: 1, unlabelled: 1, ellipses: 1 },
    files: () =>
      fileMap({
        'felt/JPEGImages/1.png': image(),
        'felt/JPEGImages/2.png': image(),
        'felt/JPEGImages/3.png': image(),
        'felt/SegmentationClass/1.png': mask(8),
        'felt/Annotations/1.xml': vocXml('1.png', vocObject),
        'felt/Annotations/2.xml': vocXml('2.png', ''),
      }),
  },
  {
    format: 'yolo',
    textures: ['felt'],
    ...{ ok: 1, defective: 2, unlabelled: 1, ellipses: 3 },
    files: () =>
      fileMap({
        'felt/data.yaml': 'path: ../felt\ntrain: images/train\nnc: 2\nnames: [scratch, hole]\n',
        'felt/images/train/1.png': image(),
        'felt/labels/train/1.txt': '0 0.5 0.5 0.5 0.25\n1 0.2 0.2 0.1 0.1\n',
        'felt/images/train/2.png': image(),
        'felt/labels/train/2.txt': '0 0.25 0.25 0.75 0.25 0.75 0.75 0.25 0.75\n',
        'felt/images/val/3.png': image(),
        'felt/labels/val/3.txt': '',
        'felt/images/val/4.png': image(),
      }),
  },
  {
    format: 'defect-folders',
    textures: ['bottle'],
    ...{ ok: 2, defective: 3, unlabelled: 0, ellipses: 4 },
    files: () =>
      fileMap({
        'bottle/train/good/000.png': image(),
        'bottle/test/good/000.png': image(),
        'bottle/test/broken_large/000.png': image(),
        'bottle/test/contamination/000.png': image(),
        'bottle/ground_truth/broken_large/000_mask.png': mask(8),
        'bottle/ground_truth/contamination/000_mask.png': mask(4),
        // As MVTec LOCO has them: a mask a defect.
        'bottle/test/logical/000.png': image(),
        'bottle/ground_truth/logical/000/000.png': mask(8),
        'bottle/ground_truth/logical/000/001.png': mask(4),
      }),
  },
  {
    format: 'masks',
    textures: ['felt'],
    ...{ ok: 1, defective: 1, unlabelled: 1, ellipses: 1 },
    files: () =>
      fileMap({
        'images/felt/1.png': image(),
        'images/felt/2.png': image(),
        'images/felt/3.png': image(),
        'masks/felt/1.png': mask(8),
        'masks/felt/2.png': mask(0),
      }),
  },
  {
    format: 'plain-folder',
    textures: ['steel', 'wood'],
    ...{ ok: 0, defective: 0, unlabelled: 6, ellipses: 0 },
    files: () =>
      fileMap({
        'steel/a.png': image(),
        'steel/b.jpg': image().then((png) => sharp(png).jpeg().toBuffer()),
        'steel/c.tif': image().then((png) => sharp(png).tiff({ compression: 'lzw' }).toBuffer()),
        'steel/d.webp': image().then((png) => sharp(png).webp().toBuffer()),
        'wood/e.bmp': bmpFile(gradient, 8, { bits: 8, palette: gradient }),
        'wood/f.png': deepImage(),
      }),
  },
];

/** Writes a fixture into a folder that does not yet exist. */
export async function writeFixture({ files }: FormatFixture, folder: string): Promise<void> {
  for (const [path, content] of await files()) {
    writeTo(join(folder, path), content);
  }
}

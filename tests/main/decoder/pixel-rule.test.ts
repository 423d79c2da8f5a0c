import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { bmpFile } from '../bmp-file';
import { chunk, writeTo } from '../made-images';
import { temporaryFolder } from '../temporary-project';
import { client, sha256 } from './test-decoder';

const [width, height] = [3, 2];
/** Red, green and blue of six pixels. */
const colour = [
  [255, 0, 0],
  [10, 20, 31],
  [0, 0, 0],
  [255, 255, 255],
  [1, 1, 2],
  [90, 60, 30],
];
const flat = Uint8Array.from(colour.flat());
/** (255 + 0 + 0)/3 = 85; 61/3 = 20⅓ → 20; 4/3 → 1; 180/3 = 60. */
const asGray = [85, 20, 0, 255, 1, 60];

const eight = (): Sharp =>
  sharp(flat, { raw: { width, height, channels: 3 } }).toColourspace('srgb');
const sixteen = (): Sharp =>
  sharp(
    Uint16Array.from(flat, (value) => value * 257),
    { raw: { width, height, channels: 3 } },
  ).toColourspace('rgb16');

describe('what a network sees of a colour image', () => {
  test.each([
    ['an 8-bit PNG', 8, () => eight().png().toBuffer()],
    ['an 8-bit PNG with alpha', 8, () => eight().ensureAlpha(0.25).png().toBuffer()],
    ['a 16-bit PNG', 16, () => sixteen().png().toBuffer()],
    ['an 8-bit TIFF', 8, () => eight().tiff({ compression: 'lzw' }).toBuffer()],
    ['a 16-bit TIFF', 16, () => sixteen().tiff({ compression: 'none' }).toBuffer()],
    ['a WebP without loss', 8, () => eight().webp({ lossless: true }).toBuffer()],
    ['a BMP', 8, () => Promise.resolve(bmpFile(colour, width, { bits: 24 }))],
  ] as const)('is the same for %s: the channels, or their mean', async (_, bitDepth, make) => {
    const folder = temporaryFolder();
    const bytes = await make();
    const file = join(folder, 'image');
    writeTo(file, bytes);
    const decoder = client();
    expect(await decoder.inspect(file)).toMatchObject({ width, height, channels: 3, bitDepth });
    const out = join(folder, 'pixels.raw');
    const images = [{ file, sha256: sha256(bytes) }];
    await decoder.writePixels({ images, imageScale: 1, channels: 3, out });
    expect([...readFileSync(out)]).toEqual([...flat]);
    await decoder.writePixels({ images, imageScale: 1, channels: 1, out });
    expect([...readFileSync(out)]).toEqual(asGray);
  });

  test('is not changed by a colour profile', async () => {
    const folder = temporaryFolder();
    const plain = await eight().png().toBuffer();
    const withProfile = await eight().withIccProfile('p3').png().toBuffer();
    const { icc } = await sharp(withProfile).metadata();
    const named = Buffer.concat([Buffer.from('p3\0\0', 'latin1'), deflateSync(icc ?? '')]);
    // After the 8 bytes that say PNG and the header of 25.
    const parts = [plain.subarray(0, 33), chunk('iCCP', named), plain.subarray(33)];
    const bytes = Buffer.concat(parts);
    expect((await sharp(bytes).metadata()).icc).toEqual(icc);
    const file = join(folder, 'image.png');
    writeTo(file, bytes);
    const out = join(folder, 'pixels.raw');
    const images = [{ file, sha256: sha256(bytes) }];
    await client().writePixels({ images, imageScale: 1, channels: 3, out });
    expect([...readFileSync(out)]).toEqual([...flat]);
  });

  test('in a JPEG is near to what was put in', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'image.jpg');
    const background = { r: 200, g: 100, b: 30 };
    const bytes = await sharp({ create: { width: 16, height: 16, channels: 3, background } })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
    writeTo(file, bytes);
    const out = join(folder, 'pixels.raw');
    const images = [{ file, sha256: sha256(bytes) }];
    await client().writePixels({ images, imageScale: 1, channels: 1, out });
    const pixels = [...readFileSync(out)];
    expect(pixels).toHaveLength(256);
    expect(Math.max(...pixels.map((value) => Math.abs(value - 110)))).toBeLessThanOrEqual(2);
  });

  test('has 16 bits brought to 8 after the mean, with one rounding, halves up', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'image.png');
    // (128 + 0 + 0)/3/257 = 0.17; (257 + 129 + 0)/3/257 = 0.5006; (65535 + 65535 + 65149)/3/257 = 254.4994.
    const samples = Uint16Array.from([128, 0, 0, 257, 129, 0, 65535, 65535, 65149]);
    const bytes = await sharp(samples, { raw: { width: 3, height: 1, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    writeTo(file, bytes);
    const out = join(folder, 'pixels.raw');
    const images = [{ file, sha256: sha256(bytes) }];
    await client().writePixels({ images, imageScale: 1, channels: 1, out });
    expect([...readFileSync(out)]).toEqual([0, 1, 254]);
  });
});

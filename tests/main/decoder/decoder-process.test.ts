import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { grayImage, grayPng, writeTo } from '../made-images';
import { temporaryFolder } from '../temporary-project';
import { client, failureOf, sha256 } from './test-decoder';

describe('inspecting an image', () => {
  test('tells format, size, channels, depth and hash', async () => {
    const folder = temporaryFolder();
    const gray = sharp(await grayPng(1, 40, 30)).toColourspace('b-w');
    const colour = sharp({ create: { width: 9, height: 8, channels: 4, background: '#12345678' } });
    const deep = sharp(
      Uint16Array.from({ length: 30 }, (_, i) => i * 2000),
      {
        raw: { width: 6, height: 5, channels: 1 },
      },
    ).toColourspace('grey16');
    const files: [string, Buffer, object][] = [
      [
        'a.png',
        await gray.clone().png().toBuffer(),
        { format: 'png', channels: 1, bitDepth: 8, width: 40, height: 30 },
      ],
      ['b.jpg', await gray.clone().jpeg().toBuffer(), { format: 'jpeg', channels: 1, bitDepth: 8 }],
      ['c.tif', await gray.clone().tiff().toBuffer(), { format: 'tiff', channels: 1, bitDepth: 8 }],
      [
        'd.webp',
        await gray.clone().webp().toBuffer(),
        { format: 'webp', channels: 3, bitDepth: 8 },
      ],
      [
        'e.png',
        await colour.png().toBuffer(),
        { format: 'png', channels: 3, bitDepth: 8, width: 9, height: 8 },
      ],
      [
        'f.png',
        await deep.png().toBuffer(),
        { format: 'png', channels: 1, bitDepth: 16, width: 6, height: 5 },
      ],
    ];
    const decoder = client();
    for (const [name, bytes, expected] of files) {
      writeTo(join(folder, name), bytes);
      const found = await decoder.inspect(join(folder, name));
      expect(found).toMatchObject({ ...expected, bytes: bytes.length, sha256: sha256(bytes) });
    }
  });

  test('turns an image upright as its camera says', async () => {
    const file = join(temporaryFolder(), 'turned.jpg');
    writeTo(
      file,
      await sharp(await grayPng(1, 40, 30))
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer(),
    );
    expect(await client().inspect(file)).toMatchObject({ width: 30, height: 40 });
  });
});

describe('the pixel file', () => {
  test('holds scaled pixels one image after the other, with its hash', async () => {
    const folder = temporaryFolder();
    const first = Uint8Array.from([10, 20, 30, 40, 50, 60, 70, 80]);
    const second = Uint8Array.from([0, 255, 255, 0]);
    const images = [];
    for (const [name, pixels, width] of [
      ['a.png', first, 4],
      ['b.png', second, 2],
    ] as const) {
      const bytes = await grayImage(pixels, width, 2);
      writeTo(join(folder, name), bytes);
      images.push({ file: join(folder, name), sha256: sha256(bytes) });
    }
    const decoder = client();
    const out = join(folder, 'run/patches/pixels.raw');
    const progress: string[] = [];
    const whole = await decoder.writePixels(
      { images, imageScale: 1, channels: 1, out },
      (done, total) => progress.push(`${done}/${total}`),
    );
    expect(whole.images).toEqual([
      { offset: 0, width: 4, height: 2 },
      { offset: 8, width: 2, height: 2 },
    ]);
    expect([...readFileSync(out)]).toEqual([...first, ...second]);
    expect(whole.sha256).toBe(sha256(readFileSync(out)));
    expect(progress).toEqual(['1/2', '2/2']);

    const half = await decoder.writePixels({ images, imageScale: 0.5, channels: 3, out });
    expect(half.images).toEqual([
      { offset: 0, width: 2, height: 1 },
      { offset: 6, width: 1, height: 1 },
    ]);
    // (10+20+50+60)/4 = 35, (30+40+70+80)/4 = 55, 510/4 = 127.5 → 128.
    expect([...readFileSync(out)]).toEqual([35, 35, 35, 55, 55, 55, 128, 128, 128]);
  });

  test('holds the same pixels whichever lossless format they come in, and 16 bits as v/257', async () => {
    const folder = temporaryFolder();
    const pixels = Uint8Array.from({ length: 48 }, (_, i) => (i * 37) % 256);
    const raw = { width: 8, height: 6, channels: 1 } as const;
    const gray = sharp(pixels, { raw }).toColourspace('b-w');
    const deep = sharp(
      Uint16Array.from(pixels, (value) => value * 257 + 128),
      { raw },
    ).toColourspace('grey16');
    const decoder = client();
    for (const [name, image] of [
      ['a.png', gray.clone().png()],
      ['b.tif', gray.clone().tiff({ compression: 'lzw' })],
      ['c.webp', gray.clone().webp({ lossless: true })],
      ['d.png', gray.clone().png({ palette: true, colours: 256, dither: 0 })],
      ['e.png', deep.clone().png()],
      ['f.tif', deep.clone().tiff({ compression: 'deflate' })],
    ] as const) {
      const bytes = await image.toBuffer();
      const file = join(folder, name);
      writeTo(file, bytes);
      const out = join(folder, `${name}.raw`);
      const images = [{ file, sha256: sha256(bytes) }];
      await decoder.writePixels({ images, imageScale: 1, channels: 1, out });
      // 128/257 is less than a half, so that 16 bits give the same.
      expect([name, ...readFileSync(out)]).toEqual([name, ...pixels]);
    }
  });

  test('is not made where a file has changed, or cannot be read', async () => {
    const folder = temporaryFolder();
    const bytes = await grayPng(1);
    writeTo(join(folder, 'a.png'), bytes);
    writeTo(join(folder, 'b.png'), await grayPng(2));
    const out = join(folder, 'pixels.raw');
    const decoder = client();
    const make = (file: string) =>
      decoder.writePixels({
        images: [
          { file: join(folder, 'a.png'), sha256: sha256(bytes) },
          { file, sha256: sha256(bytes) },
        ],
        imageScale: 1,
        channels: 1,
        out,
      });
    const changed = await failureOf(make(join(folder, 'b.png')));
    expect(changed.kind).toBe('project-damaged');
    expect(changed.message).toContain(join(folder, 'b.png'));
    const missing = await failureOf(make(join(folder, 'c.png')));
    expect(missing).toMatchObject({
      kind: 'bad-input',
      message: `${join(folder, 'c.png')} is not there.`,
    });
    expect(existsSync(out)).toBe(false);
  });
});

describe('the store', () => {
  test('keeps bytes once under their hash, and mends what lies there under a wrong one', async () => {
    const folder = temporaryFolder();
    const bytes = await grayPng(1);
    writeTo(join(folder, 'a.png'), bytes);
    const decoder = client();
    const store = () =>
      decoder.call('store-image', {
        file: join(folder, 'a.png'),
        imagesFolder: join(folder, 'images'),
      });
    const hash = sha256(bytes);
    const kept = join(folder, 'images', hash.slice(0, 2), `${hash}.png`);
    expect(await store()).toMatchObject({ created: true, sha256: hash });
    expect(await store()).toMatchObject({ created: false });
    expect(readFileSync(kept).equals(bytes)).toBe(true);
    writeTo(kept, 'spoilt');
    expect(await store()).toMatchObject({ created: true });
    expect(readFileSync(kept).equals(bytes)).toBe(true);
  });

  test('holds the same generated image for the same recipe', async () => {
    const imagesFolder = join(temporaryFolder(), 'images');
    const decoder = client();
    const recipe = { seed: 5, texture: 1, index: 0, defective: true, size: 128, imagesFolder };
    const first = await decoder.call('generate-sample', recipe);
    const again = await decoder.call('generate-sample', recipe);
    expect(first.image).toMatchObject({
      created: true,
      format: 'png',
      channels: 1,
      width: 128,
      height: 128,
    });
    expect(again).toEqual({ ...first, image: { ...first.image, created: false } });
    expect(first.ellipses.length).toBeGreaterThan(0);
    const other = await decoder.call('generate-sample', { ...recipe, index: 1 });
    expect(other.image.sha256).not.toBe(first.image.sha256);
  });
});

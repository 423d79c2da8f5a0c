import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PatchPixels } from '../../../src-main/trainer-process/patch-pixels';
import { temporaryFolder } from './tiny-job';

function pixelsOf(bytes: readonly number[], width: number, channels: 1 | 3, patchSize: number) {
  const path = join(temporaryFolder(), 'pixels.raw');
  // One byte before the image: offsets must count.
  writeFileSync(path, Buffer.from([255, ...bytes]));
  const image = {
    sha256: '',
    name: 'a.png',
    width,
    height: bytes.length / channels / width,
    offset: 1,
    texture: 0,
    defective: false,
    ellipses: [],
  };
  return PatchPixels.open(path, [image], channels, patchSize);
}

/** Values plus the gray mean, row by row. */
function grayPatch(pixels: PatchPixels, x: number, y: number, form: number): number[] {
  const target = new Float32Array(pixels.length);
  pixels.write({ image: 0, x, y, form }, target, 0);
  return [...target].map((value) => Math.round(value + 114.799));
}

test('a patch is the square at its corner, minus the mean, in one channel for three equal ones', () => {
  const pixels = pixelsOf([1, 2, 3, 4, 5, 6], 3, 1, 2);
  expect(grayPatch(pixels, 1, 0, 0)).toEqual([2, 3, 5, 6]);
  const target = new Float32Array(4);
  pixels.write({ image: 0, x: 0, y: 0, form: 0 }, target, 0);
  expect(target[0]).toBeCloseTo(1 - 114.799, 4);
  pixels.close();
});

test('the eight forms are the turns and mirrored turns of the square', () => {
  const pixels = pixelsOf([1, 2, 3, 4], 2, 1, 2);
  const forms = Array.from({ length: 8 }, (_, form) => grayPatch(pixels, 0, 0, form));
  expect(forms).toEqual([
    [1, 2, 3, 4],
    [3, 1, 4, 2],
    [4, 3, 2, 1],
    [2, 4, 1, 3],
    [2, 1, 4, 3],
    [4, 2, 3, 1],
    [3, 4, 1, 2],
    [1, 3, 2, 4],
  ]);
  pixels.close();
});

test('a colour patch comes in the same eight forms as a gray one', () => {
  const gray = pixelsOf([1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 1, 3);
  const colour = pixelsOf(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((value) => [value, 100 + value, 200 + value]),
    3,
    3,
    3,
  );
  for (let form = 0; form < 8; form += 1) {
    const target = new Float32Array(colour.length);
    colour.write({ image: 0, x: 0, y: 0, form }, target, 0);
    const red = [...target].filter((_, at) => at % 3 === 2);
    expect(red.map((value) => Math.round(value + 123.68))).toEqual(grayPatch(gray, 0, 0, form));
  }
  gray.close();
  colour.close();
});

test('colour becomes blue, green, red, each minus its mean', () => {
  const pixels = pixelsOf([10, 20, 30], 1, 3, 1);
  const target = new Float32Array(3);
  pixels.write({ image: 0, x: 0, y: 0, form: 0 }, target, 0);
  expect(target[0]).toBeCloseTo(30 - 103.939, 4);
  expect(target[1]).toBeCloseTo(20 - 116.779, 4);
  expect(target[2]).toBeCloseTo(10 - 123.68, 4);
  pixels.close();
});

test('a patch that leaves its image is refused', () => {
  const pixels = pixelsOf([1, 2, 3, 4, 5, 6], 3, 1, 2);
  const target = new Float32Array(12);
  expect(() => {
    pixels.write({ image: 0, x: 2, y: 0, form: 0 }, target, 0);
  }).toThrow(/leaves a\.png/);
  pixels.close();
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pixelInput } from '../../../src-main/trainer-process/patch-input';
import { PatchPixels, type DrawnPatch } from '../../../src-main/trainer-process/patch-pixels';
import { PatchesAhead } from '../../../src-main/trainer-process/patches-ahead';
import { randomStream } from '../../../src-shared/dataset/random';
import { inputMeans } from '../../../src-shared/training/weight-input';
import { childrenFolder } from '../child-processes';
import { temporaryFolder } from './tiny-job';

const side = 24;
const patchSize = 16;
const images = 3;

function randomPixels(channels: 1 | 3): PatchPixels {
  const path = join(temporaryFolder(), 'pixels.raw');
  const stream = randomStream(5, 'pixels');
  const length = side * side * channels;
  writeFileSync(
    path,
    Uint8Array.from({ length: images * length }, () => stream.integer(256)),
  );
  const all = Array.from({ length: images }, (_, at) => ({
    ...{ sha256: '', name: `${at}.png`, width: side, height: side, offset: at * length },
    ...{ texture: 0, defective: false, ellipses: [] },
  }));
  return PatchPixels.open(path, all, channels, patchSize, inputMeans('torch'));
}

const thread = (): string => join(childrenFolder(), 'patch-thread.js');

function randomBatch(stream: ReturnType<typeof randomStream>): readonly DrawnPatch[] {
  return Array.from({ length: 4 }, () => ({
    image: stream.integer(images),
    x: stream.integer(side - patchSize + 1),
    y: stream.integer(side - patchSize + 1),
    form: stream.integer(8),
  }));
}

for (const channels of [1, 3] as const) {
  test(`batches of ${channels} channel(s) prepared by the other thread are those prepared here`, () => {
    const pixels = randomPixels(channels);
    const ahead = new PatchesAhead(pixels, 4, thread());
    const stream = randomStream(6, 'batches');
    const [own, theirs] = [
      new Float32Array(4 * pixels.length),
      new Float32Array(4 * pixels.length),
    ];
    for (let batch = 0; batch < 20; batch += 1) {
      const patches = randomBatch(stream);
      ahead.announce(patches);
      ahead.write([...patches], theirs);
      pixelInput(pixels).write(patches, own);
      expect(theirs).toEqual(own);
    }
    expect(ahead.taken).toBe(20);
    ahead.close();
    pixels.close();
  });
}

test('what was not announced, or announced otherwise, is prepared at once', () => {
  const pixels = randomPixels(1);
  const ahead = new PatchesAhead(pixels, 4, thread());
  const stream = randomStream(7, 'batches');
  const [announced, asked] = [randomBatch(stream), randomBatch(stream)];
  const [own, theirs] = [new Float32Array(4 * pixels.length), new Float32Array(4 * pixels.length)];
  ahead.announce(announced);
  ahead.write(asked, theirs);
  pixelInput(pixels).write(asked, own);
  expect(theirs).toEqual(own);
  expect(ahead.taken).toBe(0);
  ahead.announce(asked);
  ahead.announce(announced);
  ahead.write(announced, theirs);
  pixelInput(pixels).write(announced, own);
  expect(theirs).toEqual(own);
  ahead.close();
  pixels.close();
});

test('a batch that the other thread cannot prepare fails here with its own reason', () => {
  const pixels = randomPixels(1);
  const ahead = new PatchesAhead(pixels, 4, thread());
  const outside = [{ image: 1, x: side, y: 0, form: 0 }];
  ahead.announce(outside);
  expect(() => {
    ahead.write(outside, new Float32Array(pixels.length));
  }).toThrow(/leaves 1\.png/);
  ahead.close();
  pixels.close();
});

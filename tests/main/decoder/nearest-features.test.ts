import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cosine,
  nearestFeatures,
} from '../../../src-main/decoder-process/deployment/nearest-features';
import { temporaryFolder } from '../temporary-project';

function vectorFile(vectors: readonly (readonly number[])[]): string {
  const file = join(temporaryFolder(), 'features.f32');
  writeFileSync(file, new Uint8Array(Float32Array.from(vectors.flat()).buffer));
  return file;
}

test('vectors are found by the angle to the given one, however long they are; the earlier among equals', async () => {
  const file = vectorFile([
    [0, 5],
    [3, 4],
    [0, 0],
    [30, 40],
    [-1, 0],
    [1, 0],
  ]);
  const features = Float32Array.of(2, 0);
  const near = await nearestFeatures({ file, length: 2, features, most: 4 });
  expect(near.map(({ index }) => index)).toEqual([5, 1, 3, 0]);
  // cos = 3/5 for (3, 4) and for ten times as much; 0 for a right angle.
  expect(near.map(({ cosine: one }) => one)).toEqual([1, 0.6, 0.6, 0]);
  const all = await nearestFeatures({ file, length: 2, features, most: 10 });
  // All zeros point nowhere, and are no more alike than a right angle.
  expect(all.slice(3).map(({ index, cosine: one }) => [index, one])).toEqual([
    [0, 0],
    [2, 0],
    [4, -1],
  ]);
});

test('reading a file in bites misses none of its vectors', async () => {
  const length = 4096;
  const vectors = Array.from({ length: 1100 }, (_, index) => {
    const vector = new Array<number>(length).fill(0);
    vector[index] = 1;
    return vector;
  });
  const file = vectorFile(vectors);
  for (const index of [0, 511, 512, 513, 1024, 1099]) {
    const features = Float32Array.from(vectors[index] ?? []);
    expect(await nearestFeatures({ file, length, features, most: 1 })).toEqual([
      { index, cosine: 1 },
    ]);
  }
});

test('a cosine lies within −1 and 1, is the same both ways, and does not care for lengths', () => {
  const number = fc.float({ min: Math.fround(-100), max: Math.fround(100), noNaN: true });
  const pair = fc
    .integer({ min: 1, max: 20 })
    .chain((length) =>
      fc.tuple(
        fc.array(number, { minLength: length, maxLength: length }),
        fc.array(number, { minLength: length, maxLength: length }),
      ),
    );
  fc.assert(
    fc.property(pair, ([a, b]) => {
      const [one, other] = [Float32Array.from(a), Float32Array.from(b)];
      const found = cosine(one, other);
      expect(Math.abs(found)).toBeLessThanOrEqual(1);
      expect(cosine(other, one)).toBe(found);
      expect(
        cosine(
          one.map((value) => value * 4),
          other,
        ),
      ).toBeCloseTo(found, 6);
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hashDistance,
  hashSide,
  hashTable,
  nearPairs,
  perceptualHash,
} from '../../../src-shared/dataset/perceptual-hash';

/** The image whose only coefficient is that of (u, v), with this sign. */
function wave(u: number, v: number, sign: number): Float64Array {
  return Float64Array.from({ length: hashSide * hashSide }, (_, index) => {
    const [x, y] = [index % hashSide, Math.floor(index / hashSide)];
    const along = (n: number, k: number): number => Math.cos((Math.PI * (2 * n + 1) * k) / 128);
    return 128 + sign * 100 * along(x, u) * along(y, v);
  });
}

/** 16 hex digits of random bits. */
const hash = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 16, maxLength: 16 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(''));

function pairsOf(hashes: readonly string[], distance: number): readonly string[] {
  const found: string[] = [];
  const work = nearPairs(hashTable(hashes), distance, (one, other, d) =>
    found.push(`${one} ${other} ${d}`),
  );
  while (work.next().done !== true);
  return found.sort();
}

describe('the perceptual hash', () => {
  test('has the bit of the frequency that an image has', () => {
    // u = 12, v = 12 is the first bit, u = 13 the second; v = 19 the last byte.
    expect(perceptualHash(wave(12, 12, 1))).toBe('8000000000000000');
    expect(perceptualHash(wave(13, 12, 1))).toBe('4000000000000000');
    expect(perceptualHash(wave(19, 19, 1))).toBe('0000000000000001');
    expect(perceptualHash(wave(12, 12, -1))).toBe('0000000000000000');
  });

  test('of flat images is nothing, whatever their gray', () => {
    for (const gray of [0, 1 / 3, 200, 255]) {
      expect(perceptualHash(new Float64Array(hashSide ** 2).fill(gray))).toBe('0'.repeat(16));
    }
  });

  test('does not change with brightness and contrast', () => {
    const seeded = Float64Array.from({ length: hashSide ** 2 }, (_, i) => (i * 7919) % 251);
    expect(perceptualHash(seeded.map((value) => 0.5 * value + 40))).toBe(perceptualHash(seeded));
  });
});

describe('near pairs', () => {
  test('differ in as many bits as the digits say', () => {
    const table = hashTable(['0000000000000000', 'ffffffffffffffff', '0000000080000001']);
    expect(hashDistance(table, 0, 1)).toBe(64);
    expect(hashDistance(table, 0, 2)).toBe(2);
    expect(hashDistance(table, 1, 2)).toBe(62);
  });

  test('are all pairs within the distance, each once', () => {
    const near = hash.chain((base) =>
      fc
        .array(fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 9 }), { maxLength: 12 })
        .map((flips) =>
          flips.map((bits) => {
            let value = BigInt(`0x${base}`);
            for (const bit of bits) value ^= 1n << BigInt(bit);
            return value.toString(16).padStart(16, '0');
          }),
        ),
    );
    fc.assert(
      fc.property(
        near,
        fc.array(hash, { maxLength: 12 }),
        fc.integer({ min: 0, max: 10 }),
        (a, b, distance) => {
          const hashes = [...a, ...b];
          const table = hashTable(hashes);
          const expected: string[] = [];
          for (let other = 0; other < hashes.length; other += 1) {
            for (let one = 0; one < other; one += 1) {
              const d = hashDistance(table, one, other);
              if (d <= distance) expected.push(`${one} ${other} ${d}`);
            }
          }
          expect(pairsOf(hashes, distance)).toEqual(expected.sort());
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});

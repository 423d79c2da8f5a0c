// A hash that images of one scene share, whatever their file format, size and brightness. Photographs of one texture look
// alike at a coarse view, so that the usual hash over the lowest frequencies takes most images of a regular texture for
// near-duplicates (docs/decisions, near-duplicates); this one looks at finer ones, which are each image's own.

/** Side of the square of means that the hash is made of. */
export const hashSide = 64;

/** First of the eight frequencies of each axis, in half waves over the image. */
const firstFrequency = 12;
const frequencies = 8;

/** Distance up to which two images count as near-duplicates unless told; what it finds and misses was measured. */
export const defaultHashDistance = 8;

/** Largest distance that may be asked for: beyond it, images that have nothing in common come near. */
export const largestHashDistance = 10;

/** cos(π (2n+1) k / 2N): rows by frequency. */
const cosines: readonly Float64Array[] = Array.from({ length: frequencies }, (_, index) =>
  Float64Array.from({ length: hashSide }, (_value, n) =>
    Math.cos((Math.PI * (2 * n + 1) * (firstFrequency + index)) / (2 * hashSide)),
  ),
);

/**
 * The signs of 8 × 8 coefficients of the discrete cosine transform of an image, frequencies 12 to 19 of either axis.
 *
 * @param means 64 × 64 mean gray values, row by row.
 * @returns 16 hex digits; bit v·8+u from the left is 1 where the coefficient of (u, v) is positive.
 */
export function perceptualHash(means: Float64Array): string {
  if (means.length !== hashSide * hashSide) {
    throw new Error(`The hash takes ${hashSide} × ${hashSide} means, not ${means.length}.`);
  }
  const byRow = new Float64Array(hashSide * frequencies);
  for (let y = 0; y < hashSide; y += 1) {
    cosines.forEach((wave, u) => {
      let sum = 0;
      for (let x = 0; x < hashSide; x += 1) sum += (means[y * hashSide + x] ?? 0) * (wave[x] ?? 0);
      byRow[y * frequencies + u] = sum;
    });
  }
  let hex = '';
  for (const wave of cosines) {
    let byte = 0;
    for (let u = 0; u < frequencies; u += 1) {
      let sum = 0;
      for (let y = 0; y < hashSide; y += 1)
        sum += (byRow[y * frequencies + u] ?? 0) * (wave[y] ?? 0);
      // Flat images have no coefficient but what rounding leaves.
      byte = 2 * byte + (sum > flatness ? 1 : 0);
    }
    hex += byte.toString(16).padStart(2, '0');
  }
  return hex;
}

/** Far below one gray level in one of the means, far above rounding. */
const flatness = 1e-6;

/** The hashes of many images, as pairs of 32-bit numbers. */
export interface HashTable {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** @param hashes 16 hex digits each. */
export function hashTable(hashes: readonly string[]): HashTable {
  return {
    high: Uint32Array.from(hashes, (hash) => parseInt(hash.slice(0, 8), 16)),
    low: Uint32Array.from(hashes, (hash) => parseInt(hash.slice(8), 16)),
  };
}

/** Number of bits in which two hashes of a table differ, 0 … 64. */
export function hashDistance({ high, low }: HashTable, one: number, other: number): number {
  return (
    bitCount((high[one] ?? 0) ^ (high[other] ?? 0)) + bitCount((low[one] ?? 0) ^ (low[other] ?? 0))
  );
}

function bitCount(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Comparisons, and images put into their bands, between two stops of {@link nearPairs}. */
const comparisonsInBite = 100_000;
const imagesInBite = 5000;

/**
 * Every pair of images whose hashes differ in at most `distance` bits, each once, stopping now and then so that a caller
 * can do other things. The bits are cut into distance + 1 bands: hashes that are near agree in at least one of them, so
 * that only images with an equal band are compared.
 *
 * @param onPair called with the indices, the smaller first.
 */
export function* nearPairs(
  table: HashTable,
  distance: number,
  onPair: (one: number, other: number, distance: number) => void,
): Generator<void, void> {
  const bands = bandsOf(distance + 1);
  let compared = 0;
  for (const [index, band] of bands.entries()) {
    const buckets = new Map<number, number[]>();
    for (let image = 0; image < table.high.length; image += 1) {
      const key = bitsOf(table, image, band);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [image]);
      else bucket.push(image);
      if (image % imagesInBite === imagesInBite - 1) yield;
    }
    yield;
    for (const bucket of buckets.values()) {
      for (const [place, other] of bucket.entries()) {
        for (let before = 0; before < place; before += 1) {
          const one = bucket[before] ?? 0;
          const found = hashDistance(table, one, other);
          if (found > distance) continue;
          // Found in an earlier band already?
          if (!agreeEarlier(table, one, other, bands, index)) onPair(one, other, found);
        }
        compared += place;
        if (compared > comparisonsInBite) {
          compared = 0;
          yield;
        }
      }
    }
  }
}

interface Band {
  /** From the left of the 64 bits. */
  readonly first: number;
  readonly length: number;
}

function bandsOf(count: number): readonly Band[] {
  return Array.from({ length: count }, (_, index) => {
    const first = Math.floor((64 * index) / count);
    return { first, length: Math.floor((64 * (index + 1)) / count) - first };
  });
}

function bitsOf({ high, low }: HashTable, image: number, { first, length }: Band): number {
  let bits = 0;
  for (let bit = first; bit < first + length; bit += 1) {
    const word = bit < 32 ? (high[image] ?? 0) : (low[image] ?? 0);
    bits = 2 * bits + ((word >>> (31 - (bit % 32))) & 1);
  }
  return bits;
}

function agreeEarlier(
  table: HashTable,
  one: number,
  other: number,
  bands: readonly Band[],
  index: number,
): boolean {
  return bands
    .slice(0, index)
    .some((band) => bitsOf(table, one, band) === bitsOf(table, other, band));
}

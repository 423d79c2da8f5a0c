import { open } from 'node:fs/promises';

export interface NearestRequest {
  /** Float32 vectors, little-endian as this computer writes them, one after the other. */
  readonly file: string;
  /** Numbers of a vector. */
  readonly length: number;
  /** [length] */
  readonly features: Float32Array;
  readonly most: number;
}

export interface NearFeatures {
  /** Of the vector in the file, from 0. */
  readonly index: number;
  /** −1 … 1; 0 where either vector is all zeros, which points nowhere. */
  readonly cosine: number;
}

/** Bytes that are read at a time. */
const bite = 8 * 2 ** 20;

/**
 * The vectors of a file that point most nearly as a given one: cos(a, b) = a·b / (‖a‖‖b‖) of every one of them, the
 * largest first, the earlier among equals. Nothing is approximated.
 */
export async function nearestFeatures({
  file,
  length,
  features,
  most,
}: NearestRequest): Promise<readonly NearFeatures[]> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const stride = length * Float32Array.BYTES_PER_ELEMENT;
    const count = Math.floor(size / stride);
    const atATime = Math.max(1, Math.floor(bite / stride));
    const near: NearFeatures[] = [];
    for (let start = 0; start < count; start += atATime) {
      const vectors = new Float32Array(Math.min(atATime, count - start) * length);
      await handle.read(new Uint8Array(vectors.buffer), 0, vectors.byteLength, start * stride);
      for (let at = 0; at * length < vectors.length; at += 1) {
        const vector = vectors.subarray(at * length, (at + 1) * length);
        near.push({ index: start + at, cosine: cosine(vector, features) });
      }
      near.sort((one, other) => other.cosine - one.cosine || one.index - other.index);
      near.length = Math.min(near.length, most);
    }
    return near;
  } finally {
    await handle.close();
  }
}

/**
 * Cosine of the angle between two vectors, in double precision; 0 where either is all zeros.
 *
 * @param one [n]
 * @param other [n]
 */
export function cosine(one: Float32Array, other: Float32Array): number {
  let product = 0;
  let ones = 0;
  let others = 0;
  for (let at = 0; at < one.length; at += 1) {
    const a = one[at] ?? 0;
    const b = other[at] ?? 0;
    product += a * b;
    ones += a * a;
    others += b * b;
  }
  if (ones === 0 || others === 0) return 0;
  return Math.max(-1, Math.min(1, product / Math.sqrt(ones * others)));
}

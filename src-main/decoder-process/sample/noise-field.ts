import type { RandomStream } from '../../../src-shared/dataset/random';
import { blurColumns, blurRows } from './blur';

// Square fields of size × size numbers, row by row. Filters wrap around at the edges, so that they leave the variance
// the same everywhere.

/** Independent numbers, uniform on [−√3, √3): mean 0, variance 1. */
export function whiteNoise(random: RandomStream, count: number): Float32Array {
  const noise = new Float32Array(count);
  const scale = (2 * Math.sqrt(3)) / 65_536;
  // Sixteen bits are plenty for one of 256 grays, and halve the draws.
  for (let i = 0; i < count; i += 2) {
    const word = random.uint32();
    noise[i] = ((word & 0xffff) + 0.5) * scale - Math.sqrt(3);
    if (i + 1 < count) {
      noise[i + 1] = ((word >>> 16) + 0.5) * scale - Math.sqrt(3);
    }
  }
  return noise;
}

/**
 * White noise filtered by a Gaussian of the given standard deviations (pixels; 0 leaves an axis alone), brought to
 * mean 0 and variance 1. Along an axis with a large sigma it is made coarser and interpolated, which costs a fraction.
 */
export function smoothNoise(
  random: RandomStream,
  size: number,
  sigmaX: number,
  sigmaY: number,
): Float32Array {
  // A grain of 1.3 coarse pixels' sigma is still smooth after linear interpolation.
  const stepX = Math.max(1, Math.floor(sigmaX / 1.3));
  const stepY = Math.max(1, Math.floor(sigmaY / 1.3));
  // One more point on each axis: interpolation needs one to the right of the last pixel.
  const width = Math.ceil(size / stepX) + 1;
  const height = Math.ceil(size / stepY) + 1;
  const coarse = blurColumns(
    blurRows(whiteNoise(random, width * height), width, height, sigmaX / stepX),
    width,
    height,
    sigmaY / stepY,
  );
  return standardise(
    stepX === 1 && stepY === 1
      ? crop(coarse, width, size)
      : enlarge(coarse, width, size, stepX, stepY),
  );
}

function crop(field: Float32Array, width: number, size: number): Float32Array {
  const result = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    result.set(field.subarray(row * width, row * width + size), row * size);
  }
  return result;
}

/** Bilinear interpolation between points stepX, stepY pixels apart. */
function enlarge(
  field: Float32Array,
  width: number,
  size: number,
  stepX: number,
  stepY: number,
): Float32Array {
  const result = new Float32Array(size * size);
  const line = new Float32Array(width);
  for (let row = 0; row < size; row += 1) {
    const above = Math.floor(row / stepY);
    const down = row / stepY - above;
    const start = above * width;
    for (let i = 0; i < width; i += 1) {
      const top = field[start + i] ?? 0;
      line[i] = top + down * ((field[start + width + i] ?? top) - top);
    }
    let column = 0;
    for (let i = 0; column < size; i += 1) {
      const left = line[i] ?? 0;
      const slope = ((line[i + 1] ?? left) - left) / stepX;
      const end = Math.min(size, column + stepX);
      for (let along = 0; column < end; column += 1, along += 1) {
        result[row * size + column] = left + slope * along;
      }
    }
  }
  return result;
}

/** In place: mean 0, variance 1. A constant field becomes 0. */
export function standardise(field: Float32Array): Float32Array {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < field.length; i += 1) {
    const value = field[i] ?? 0;
    sum += value;
    squares += value * value;
  }
  const mean = sum / field.length;
  const deviation = Math.sqrt(Math.max(0, squares / field.length - mean * mean));
  const scale = deviation > 1e-12 ? 1 / deviation : 0;
  for (let i = 0; i < field.length; i += 1) {
    field[i] = ((field[i] ?? 0) - mean) * scale;
  }
  return field;
}

/** The sum of fields of equal length, each times its weight. */
export function mix(
  ...parts: readonly (readonly [weight: number, field: Float32Array])[]
): Float32Array {
  const sum = new Float32Array(parts[0]?.[1].length ?? 0);
  for (const [weight, field] of parts) {
    for (let i = 0; i < sum.length; i += 1) {
      sum[i] = (sum[i] ?? 0) + weight * (field[i] ?? 0);
    }
  }
  return sum;
}

/** A Gaussian of standard deviations sigmaX, sigmaY (pixels; 0 leaves an axis alone); a copy. */
export function blur(
  field: Float32Array,
  size: number,
  sigmaX: number,
  sigmaY: number,
): Float32Array {
  return blurColumns(blurRows(field, size, size, sigmaX), size, size, sigmaY);
}

/** Bilinear value at column x, row y, wrapping around. */
export function sampleField(field: Float32Array, size: number, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const right = x - column;
  const down = y - row;
  const c0 = wrap(column, size);
  const c1 = c0 + 1 === size ? 0 : c0 + 1;
  const r0 = wrap(row, size) * size;
  const r1 = r0 + size === size * size ? 0 : r0 + size;
  const top = (field[r0 + c0] ?? 0) * (1 - right) + (field[r0 + c1] ?? 0) * right;
  const bottom = (field[r1 + c0] ?? 0) * (1 - right) + (field[r1 + c1] ?? 0) * right;
  return top * (1 - down) + bottom * down;
}

/** Index into a period of `size`, for any integer. */
function wrap(index: number, size: number): number {
  if (index >= 0 && index < size) {
    return index;
  }
  const rest = index % size;
  return rest < 0 ? rest + size : rest;
}

const sineSteps = 4096;
const sines = Float32Array.from({ length: sineSteps }, (_, i) =>
  Math.sin((2 * Math.PI * i) / sineSteps),
);

/** Sine of an angle in turns, from a table: fast, and without the last bits in which engines differ. */
export function sineOfTurns(turns: number): number {
  return sines[Math.floor((turns - Math.floor(turns)) * sineSteps)] ?? 0;
}

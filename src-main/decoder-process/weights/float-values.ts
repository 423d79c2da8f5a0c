import { WeightFileError } from './found-layer';

/** Types of numbers that float32 can stand for, by the names that the formats give them. */
const widths: Readonly<Record<string, number>> = {
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
};

/**
 * Little-endian numbers as float32. Half and bfloat16 are widened exactly; double is rounded to the nearest.
 *
 * @param type float16, bfloat16, float32 or float64
 * @param count numbers that there must be
 * @throws WeightFileError for other types, and where the bytes are too few or too many
 */
export function asFloat32(bytes: Uint8Array, type: string, count: number): Float32Array {
  const width = widths[type];
  if (width === undefined) {
    throw new WeightFileError(
      `it is stored as ${type}, and only float16, bfloat16, float32 and float64 are taken`,
    );
  }
  if (bytes.byteLength !== width * count) {
    throw new WeightFileError(
      `it should take ${width * count} bytes, but the file has ${bytes.byteLength}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(count);
  const bits = new Uint32Array(values.buffer);
  for (let at = 0; at < count; at += 1) {
    switch (type) {
      case 'float32':
        bits[at] = view.getUint32(4 * at, true);
        break;
      case 'float64':
        values[at] = view.getFloat64(8 * at, true);
        break;
      case 'bfloat16':
        bits[at] = view.getUint16(2 * at, true) * 65_536;
        break;
      default:
        values[at] = halfValue(view.getUint16(2 * at, true));
    }
  }
  return values;
}

/** IEEE 754 binary16. */
function halfValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Number of values that are no finite numbers. */
export function notFinite(values: Float32Array): number {
  let count = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) count += 1;
  }
  return count;
}

/**
 * A convolution's kernel brought from filters, inputs, rows, columns to rows, columns, inputs, filters.
 *
 * @param shape filters, inputs, rows, columns
 */
export function kernelFromOihw(values: Float32Array, shape: readonly number[]): Float32Array {
  const [filters = 0, inputs = 0, rows = 0, columns = 0] = shape;
  const result = new Float32Array(values.length);
  let from = 0;
  for (let filter = 0; filter < filters; filter += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let place = 0; place < rows * columns; place += 1) {
        result[(place * inputs + input) * filters + filter] = values[from] ?? 0;
        from += 1;
      }
    }
  }
  return result;
}

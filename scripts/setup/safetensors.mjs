import { readFileSync } from 'node:fs';

/** The format allows more; nobody's weights need a larger header, and it is read into memory. */
const LARGEST_HEADER_BYTES = 1_000_000;
const BYTES_PER_FLOAT = 4;

/**
 * The bytes of a safetensors file (github.com/huggingface/safetensors): the header's length in eight
 * bytes, a JSON header padded with spaces, and the tensors without gaps.
 *
 * @param {ReadonlyMap<string, import('./weight-layers.mjs').Tensor>} tensors
 * @param {Record<string, string>} metadata
 */
export function safetensorsBytes(tensors, metadata) {
  /** @type {Record<string, unknown>} */
  const header = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  // Tensors begin at a multiple of eight, so that readers may map them.
  const padded = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const data = [...tensors.values()].map(
    ({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  return Buffer.concat([length, padded, ...data]);
}

/**
 * Reads the float32 tensors of a safetensors file.
 *
 * @param {string} path
 * @returns {ReadonlyMap<string, import('./weight-layers.mjs').Tensor>}
 * @throws {Error} with one sentence when the file is not whole or not of this format
 */
export function readSafetensors(path) {
  const bytes = readFileSync(path);
  const headerBytes = bytes.length < 8 ? Number.NaN : Number(bytes.readBigUInt64LE(0));
  if (!(headerBytes <= Math.min(bytes.length - 8, LARGEST_HEADER_BYTES))) {
    throw new Error('it is not a safetensors file, or not a whole one');
  }
  /** @type {Record<string, { dtype: string, shape: number[], data_offsets: [number, number] }>} */
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes));
  const tensors = new Map();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__' || entry.dtype !== 'F32') continue;
    const [begin, end] = entry.data_offsets;
    const count = entry.shape.reduce((product, size) => product * size, 1);
    if (end - begin !== count * BYTES_PER_FLOAT || 8 + headerBytes + end > bytes.length) {
      throw new Error(`the data of ${name} is not whole`);
    }
    const data = Uint8Array.from(bytes.subarray(8 + headerBytes + begin, 8 + headerBytes + end));
    tensors.set(name, { shape: entry.shape, values: new Float32Array(data.buffer) });
  }
  return tensors;
}

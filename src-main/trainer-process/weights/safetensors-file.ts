import { closeSync, fstatSync, openSync } from 'node:fs';
import { writeDurably } from './durable-file';
import { readWhole } from './whole-transfers';
import {
  formatHeader,
  largestHeader,
  parseHeader,
  SafetensorsError,
  type SafetensorsHeader,
  type TensorEntry,
} from './safetensors-header';
import { elementCount } from '../../../src-shared/training/element-count';

/** A tensor to write; `values` is asked for once, when its turn comes, so that not all lie in memory. */
export interface TensorSource {
  readonly name: string;
  readonly shape: readonly number[];
  values(): Float32Array;
}

/** A tensor as read: float32, row-major. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Writes float32 tensors in the safetensors format, durably and atomically.
 *
 * @returns SHA-256 of the file, lower-case hex
 */
export function writeSafetensors(
  path: string,
  tensors: readonly TensorSource[],
  metadata: Readonly<Record<string, string>> = {},
): string {
  return writeDurably(path, fileChunks(tensors, metadata));
}

function* fileChunks(
  tensors: readonly TensorSource[],
  metadata: Readonly<Record<string, string>>,
): Iterable<Uint8Array> {
  const header = Buffer.from(formatHeader(tensors, metadata), 'utf8');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  yield length;
  yield header;
  for (const { name, shape, values } of tensors) {
    const numbers = values();
    const expected = elementCount(shape);
    if (numbers.length !== expected) {
      throw new RangeError(`${name} has ${numbers.length} numbers, not ${expected}.`);
    }
    yield new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  }
}

export { SafetensorsError };

/** A safetensors file whose header was found valid; tensors are read one by one. */
export class SafetensorsFile {
  private constructor(
    private readonly file: number,
    private readonly dataStart: number,
    private readonly header: SafetensorsHeader,
  ) {}

  /** @throws SafetensorsError where the file is not one; system errors pass. */
  static open(path: string): SafetensorsFile {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const length = headerLength(file, size);
      const text = Buffer.alloc(length);
      readWhole(file, text, 8);
      const header = parseHeader(decode(text), size - 8 - length);
      return new SafetensorsFile(file, 8 + length, header);
    } catch (error) {
      closeSync(file);
      throw error;
    }
  }

  get tensors(): readonly TensorEntry[] {
    return this.header.tensors;
  }

  get metadata(): ReadonlyMap<string, string> {
    return this.header.metadata;
  }

  /** @throws SafetensorsError where there is no such tensor, or not of float32 */
  read(name: string): StoredTensor {
    const entry = this.header.tensors.find((tensor) => tensor.name === name);
    if (entry === undefined) {
      throw new SafetensorsError(`It holds no tensor "${name}".`);
    }
    if (entry.dtype !== 'F32') {
      throw new SafetensorsError(`The tensor "${name}" is ${entry.dtype}, not F32.`);
    }
    const values = new Float32Array((entry.end - entry.begin) / 4);
    readWhole(this.file, new Uint8Array(values.buffer), this.dataStart + entry.begin);
    return { shape: entry.shape, values };
  }

  /** The bytes of one of {@link tensors}, whatever its type. */
  readBytes({ begin, end }: TensorEntry): Uint8Array {
    const bytes = new Uint8Array(end - begin);
    readWhole(this.file, bytes, this.dataStart + begin);
    return bytes;
  }

  close(): void {
    closeSync(this.file);
  }
}

function headerLength(file: number, size: number): number {
  if (size < 8) {
    throw new SafetensorsError('The file is too short to be one.');
  }
  const bytes = Buffer.alloc(8);
  readWhole(file, bytes, 0);
  const length = bytes.readBigUInt64LE();
  if (length > BigInt(largestHeader)) {
    throw new SafetensorsError(`Its header claims ${length} bytes; ${largestHeader} are allowed.`);
  }
  if (8n + length > BigInt(size)) {
    throw new SafetensorsError('The file ends inside its header.');
  }
  return Number(length);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SafetensorsError('Its header is not UTF-8.');
  }
}

import { createHash } from 'node:crypto';
import type { LayerReading, TensorReading } from '../../../src-shared/ipc/weights-views';
import { kernelFromOihw, notFinite } from './float-values';
import { WeightFileError, type FoundTensor } from './found-layer';
import { kernelShape, type LayerMatch } from './match-layers';

/** A convolution's numbers, rows, columns, inputs, filters. */
export interface LayerValues {
  readonly layer: string;
  readonly shape: readonly number[];
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** A layer as it is told of, and its numbers where it can be used. */
export interface ReadLayer {
  readonly reading: LayerReading;
  readonly values: LayerValues | null;
}

/** Reads one convolution out of a file. Nothing is read of a tensor whose shape is not the wanted one. */
export async function readLayer({ expected, found }: LayerMatch): Promise<ReadLayer> {
  const nothing = { layer: expected.name, source: found?.name ?? null, kernel: null, bias: null };
  const refused = (problem: string): ReadLayer => ({
    reading: { ...nothing, problem },
    values: null,
  });
  if (found === null) return refused(`is missing; it should be ${shapeText(expected.kernel)}`);
  if (found.kernel === null) return refused('has no kernel that is stored in the file');
  const shape = kernelShape(found);
  if (shape.join() !== expected.kernel.join()) {
    return refused(`has a kernel of ${shapeText(shape)}, not ${shapeText(expected.kernel)}`);
  }
  const filters = shape.slice(3);
  if (found.bias === null) return refused('has no bias that is stored in the file');
  if (found.bias.shape.join() !== filters.join()) {
    return refused(`has a bias of ${shapeText(found.bias.shape)}, not ${shapeText(filters)}`);
  }
  try {
    const stored = await valuesOf(found.kernel, 'kernel');
    const kernel = found.layout === 'hwio' ? stored : kernelFromOihw(stored, found.kernel.shape);
    const bias = await valuesOf(found.bias, 'bias');
    return {
      reading: {
        ...nothing,
        kernel: told(found.kernel.type, shape, kernel),
        bias: told(found.bias.type, filters, bias),
        problem: null,
      },
      values: { layer: expected.name, shape, kernel, bias },
    };
  } catch (error) {
    if (error instanceof WeightFileError) return refused(`cannot be used: ${error.message}`);
    throw error;
  }
}

async function valuesOf(tensor: FoundTensor, part: string): Promise<Float32Array> {
  const values = await tensor.read();
  const broken = notFinite(values);
  if (broken > 0) {
    throw new WeightFileError(
      `${broken} of the ${values.length} numbers of its ${part} are not finite`,
    );
  }
  return values;
}

function told(type: string, shape: readonly number[], values: Float32Array): TensorReading {
  return { shape, type, sha256: valuesSha256(values) };
}

/** SHA-256 of the numbers as float32, little-endian. */
export function valuesSha256(values: Float32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return createHash('sha256').update(bytes).digest('hex');
}

function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'a single number' : shape.join('×');
}

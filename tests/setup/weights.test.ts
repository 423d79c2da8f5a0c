import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { makeContext } from '../../scripts/setup/context.mjs';
import { readOnnxConvolutions } from '../../scripts/setup/onnx-weights.mjs';
import { weightsPart } from '../../scripts/setup/parts/weights.mjs';
import { readSafetensors, safetensorsBytes } from '../../scripts/setup/safetensors.mjs';
import {
  differences,
  expectedTensors,
  kernelFromOnnx,
} from '../../scripts/setup/weight-layers.mjs';
import { readNativeParts } from '../../src-main/native-parts';
import { temporaryFolders } from './support/temporary-folder';

const folder = temporaryFolders();
const realManifest = JSON.parse(
  readFileSync(resolve('resources/weights/vgg16-imagenet-conv.json'), 'utf8'),
);

function sha256(values: Float32Array): string {
  return createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');
}

/** Two layers of one 1×1 convolution each. */
function smallNetwork() {
  const layer = (seed: number) => ({
    kernel: { shape: [1, 1, 2, 2], values: Float32Array.of(seed, seed + 1, seed + 2, seed + 3) },
    bias: { shape: [2], values: Float32Array.of(seed / 2, seed / 4) },
  });
  const layers = { block1_conv1: layer(1), block1_conv2: layer(10) };
  const tensors = new Map(
    Object.entries(layers).flatMap(([name, { kernel, bias }]) => [
      [`${name}/kernel`, kernel] as const,
      [`${name}/bias`, bias] as const,
    ]),
  );
  const expected = ({ shape, values }: { shape: number[]; values: Float32Array }) => ({
    shape,
    sha256: sha256(values),
  });
  const manifest = {
    layout: 'HWIO, float32 little-endian',
    layers: Object.fromEntries(
      Object.entries(layers).map(([name, { kernel, bias }]) => [
        name,
        { kernel: expected(kernel), bias: expected(bias) },
      ]),
    ),
  };
  return { tensors, manifest };
}

describe('the manifest of the ImageNet weights', () => {
  it('lists the 13 convolutions of VGG16 with 14,714,688 parameters', () => {
    const tensors = expectedTensors(realManifest);
    expect(tensors).toHaveLength(26);
    const parameters = tensors.reduce(
      (sum, [, { shape }]) => sum + shape.reduce((product, size) => product * size, 1),
      0,
    );
    expect(parameters).toBe(14_714_688);
  });

  it('accepts the right values', () => {
    const { tensors, manifest } = smallNetwork();
    expect(differences(manifest, tensors)).toEqual([]);
  });

  it('names the layer whose values differ in one bit', () => {
    const { tensors, manifest } = smallNetwork();
    const values = Float32Array.of(10, 11, 12, 13.000001);
    tensors.set('block1_conv2/kernel', { shape: [1, 1, 2, 2], values });
    expect(differences(manifest, tensors)).toEqual(['block1_conv2/kernel has other values']);
  });

  it('names a layer of another shape and one that is missing', () => {
    const { tensors, manifest } = smallNetwork();
    tensors.set('block1_conv1/bias', { shape: [3], values: Float32Array.of(1, 2, 3) });
    tensors.delete('block1_conv2/bias');
    expect(differences(manifest, tensors)).toEqual([
      'block1_conv1/bias has shape 3, not 2',
      'block1_conv2/bias is missing',
    ]);
  });
});

describe('reordering a kernel', () => {
  it('puts (output, input, row, column) at (row, column, input, output)', () => {
    // Two outputs, one input, one row, three columns: output 0 is 1 2 3, output 1 is 4 5 6.
    const { shape, values } = kernelFromOnnx(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 1, 1, 3]);
    expect(shape).toEqual([1, 3, 1, 2]);
    expect([...values]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('keeps inputs apart', () => {
    // One output, two inputs, two rows, one column: input 0 is 1 2, input 1 is 3 4.
    const { shape, values } = kernelFromOnnx(Float32Array.of(1, 2, 3, 4), [1, 2, 2, 1]);
    expect(shape).toEqual([2, 1, 2, 1]);
    expect([...values]).toEqual([1, 3, 2, 4]);
  });
});

describe('reading ONNX', () => {
  function onnxFile(initializer: readonly object[]): string {
    const type = protobuf
      .loadSync(resolve('resources/onnx/onnx.proto'))
      .lookupType('onnx.ModelProto');
    const path = join(folder(), 'model.onnx');
    writeFileSync(path, type.encode(type.fromObject({ graph: { initializer } })).finish());
    return path;
  }
  const raw = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);

  it('finds kernels and biases by the names a converter gives them', async () => {
    const path = onnxFile([
      { name: 'dense/MatMul/ReadVariableOp:0', dataType: 1, dims: [1], rawData: raw(7) },
      {
        name: 'functional_1/block1_conv2_1/convolution/ReadVariableOp:0',
        dataType: 1,
        dims: [2, 1, 1, 1],
        rawData: raw(5, 6),
      },
      {
        name: 'functional_1/block1_conv2_1/Squeeze:0',
        dataType: 1,
        dims: [2],
        floatData: [0.5, 0.25],
      },
    ]);
    const tensors = await readOnnxConvolutions(resolve('.'), path);
    expect([...tensors.keys()]).toEqual(['block1_conv2/kernel', 'block1_conv2/bias']);
    expect(tensors.get('block1_conv2/kernel')).toEqual({
      shape: [1, 1, 1, 2],
      values: Float32Array.of(5, 6),
    });
    expect(tensors.get('block1_conv2/bias')?.values).toEqual(Float32Array.of(0.5, 0.25));
  });

  it('throws for bytes that are not ONNX', async () => {
    const path = join(folder(), 'model.onnx');
    writeFileSync(path, Buffer.alloc(64, 0xff));
    await expect(readOnnxConvolutions(resolve('.'), path)).rejects.toThrow();
  });
});

describe('the file of weights in the cache', () => {
  it('holds the layers of the manifest, read back from the file', () => {
    const tensors = readSafetensors(readNativeParts().weights);
    expect([...tensors.keys()]).toEqual(
      expectedTensors(realManifest).map(([name]: readonly [string, unknown]) => name),
    );
    expect(differences(realManifest, tensors)).toEqual([]);
  });

  it('keeps names, shapes and bits through writing and reading', () => {
    const { tensors } = smallNetwork();
    const path = join(folder(), 'small.safetensors');
    writeFileSync(path, safetensorsBytes(tensors, { notice: 'a test' }));
    expect(readSafetensors(path)).toEqual(tensors);
  });

  it('refuses a file that was cut short', () => {
    const { tensors } = smallNetwork();
    const path = join(folder(), 'short.safetensors');
    writeFileSync(path, safetensorsBytes(tensors, {}).subarray(0, -1));
    expect(() => readSafetensors(path)).toThrow('the data of block1_conv2/bias is not whole');
  });
});

describe('weights placed by the user', () => {
  function make(file: string): Promise<void> {
    const context = makeContext({ retry: false, weights: file, device: 'cpu' });
    return weightsPart({ ...context, cache: folder() }).make();
  }

  it('are refused with the names of all layers that are not right', async () => {
    const tensors = new Map(readSafetensors(readNativeParts().weights));
    tensors.set('block1_conv1/bias', { shape: [64], values: new Float32Array(64) });
    tensors.delete('block5_conv3/bias');
    const path = join(folder(), 'mine.safetensors');
    writeFileSync(path, safetensorsBytes(tensors, {}));
    await expect(make(path)).rejects.toThrow(
      `${path} does not hold the ImageNet convolutions of VGG16: block1_conv1/bias has other values; block5_conv3/bias is missing.`,
    );
  });

  it('are refused when the file is of another kind, does not exist, or is not what its name says', async () => {
    const place = folder();
    writeFileSync(join(place, 'a.safetensors'), 'hello');
    writeFileSync(join(place, 'a.h5'), 'hello');
    await expect(make(join(place, 'a.h5'))).rejects.toThrow('of a kind this cannot read');
    await expect(make(join(place, 'b.onnx'))).rejects.toThrow('there is no file');
    await expect(make(join(place, 'a.safetensors'))).rejects.toThrow('not a safetensors file');
  });

  it('are taken when they are right', async () => {
    await expect(make(readNativeParts().weights)).resolves.toBeUndefined();
  });
});

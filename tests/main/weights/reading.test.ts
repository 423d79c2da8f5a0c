import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { asFloat32 } from '../../../src-main/decoder-process/weights/float-values';
import { fixture, reading, temporaryFolder } from './weight-files';

/** SHA-256 of numbers as float32. */
function hashOf(values: Float32Array): string {
  return createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');
}

const files = [
  ['whole.h5', 'keras-h5', 'caffe', null, 'float32'],
  ['legacy-weights.h5', 'keras-h5', 'caffe', null, 'float32'],
  ['keras3.weights.h5', 'keras-h5', 'caffe', null, 'float32'],
  ['torch.safetensors', 'safetensors', 'torch', 'CC0-1.0', 'float32'],
  ['torch-half.safetensors', 'safetensors', 'torch', null, 'float16'],
  ['torch.onnx', 'onnx', 'torch', null, 'float32'],
] as const;

test.each(files)('%s is read layer by layer', async (name, container, input, licence, type) => {
  const { reading: found } = await reading(fixture(name));
  expect(found).toMatchObject({
    file: name,
    container,
    architecture: 'vgg16-one-block',
    preprocessing: input,
    licence,
    problems: [],
  });
  expect(
    found.layers.map(({ layer, kernel, bias }) => [layer, kernel?.shape, bias?.shape]),
  ).toEqual([
    ['block1_conv1', [3, 3, 3, 64], [64]],
    ['block1_conv2', [3, 3, 64, 64], [64]],
  ]);
  expect(found.layers.map(({ kernel }) => kernel?.type)).toEqual([type, type]);
});

test('Keras, PyTorch, ONNX and halves of them give the very same numbers', async () => {
  const all = await Promise.all(files.map(async ([name]) => reading(fixture(name))));
  const [first] = all;
  for (const { reading: found } of all) expect(found.digest).toBe(first?.reading.digest);
  const kernel = first?.layers[0]?.kernel ?? new Float32Array();
  // make_weights.py: whole numbers from −16 to 16, in 128ths.
  expect([...new Set(kernel.map((value) => Math.abs(value * 128) % 1))]).toEqual([0]);
  expect(Math.max(...kernel)).toBe(0.125);
  expect(first?.reading.layers[0]?.kernel?.sha256).toBe(hashOf(kernel));
});

test('the numbers of a kernel are found where rows, columns, inputs and filters put them', async () => {
  const { layers } = await reading(fixture('torch.safetensors'));
  const bytes = readFileSync(fixture('torch.safetensors'));
  const header = Number(bytes.readBigUInt64LE());
  const entries = JSON.parse(bytes.toString('utf8', 8, 8 + header)) as Record<
    string,
    { data_offsets: [number, number] }
  >;
  const begin = 8 + header + (entries['features.2.weight']?.data_offsets[0] ?? NaN);
  // PyTorch: filter 5, input 7, row 2, column 1; ours: row, column, input, filter.
  const torchIndex = ((5 * 64 + 7) * 3 + 2) * 3 + 1;
  expect(layers[1]?.kernel[((2 * 3 + 1) * 64 + 7) * 64 + 5]).toBe(
    bytes.readFloatLE(begin + 4 * torchIndex),
  );
});

test('what is not taken is named', async () => {
  const { reading: found } = await reading(fixture('whole.h5'));
  expect(found.unused.count).toBe(1);
  expect(found.unused.names[0]).toContain('predictions');
});

test('a link of HDF5 into another file is not followed', async () => {
  // Made by h5py: ExternalLink('whole.h5', …) under the name of a layer.
  const { reading: found } = await reading(fixture('links.h5'), 'vgg16-one-block');
  expect(found.layers.map(({ kernel }) => kernel)).toEqual([null, null]);
});

test('TensorFlow.js writes a layers model that gives the numbers that it was given, quantised or not', async () => {
  const { layers, reading: keras } = await reading(fixture('whole.h5'));
  const folder = temporaryFolder();
  const model = tf.sequential({
    layers: layers.map(({ layer, shape }, at) =>
      tf.layers.conv2d({
        ...(at === 0 ? { inputShape: [32, 32, 3] } : {}),
        name: layer,
        filters: shape[3] ?? 0,
        kernelSize: 3,
        padding: 'same',
      }),
    ),
  });
  model.setWeights(
    layers.flatMap(({ shape, kernel, bias }) => [
      tf.tensor(kernel, [...shape]),
      tf.tensor(bias, [bias.length]),
    ]),
  );
  await model.save(`file://${folder}`);
  const { reading: found } = await reading(join(folder, 'model.json'));
  expect(found).toMatchObject({ container: 'tfjs-layers', problems: [], digest: keras.digest });
  model.dispose();
});

test('half, bfloat16 and double are what they stand for', () => {
  const half = Uint8Array.from([0x00, 0x3c, 0x01, 0x00, 0x00, 0xc1, 0x00, 0x7c]);
  // 1, the smallest subnormal 2⁻²⁴, −2.5, infinity.
  expect([...asFloat32(half, 'float16', 4)]).toEqual([1, 2 ** -24, -2.5, Infinity]);
  expect([...asFloat32(Uint8Array.from([0x20, 0xc0]), 'bfloat16', 1)]).toEqual([-2.5]);
  const double = new Uint8Array(Float64Array.from([0.1]).buffer);
  expect([...asFloat32(double, 'float64', 1)]).toEqual([Math.fround(0.1)]);
});

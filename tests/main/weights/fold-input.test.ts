import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { foldInput, outputScale } from '../../../src-main/decoder-process/weights/fold-input';
import type { LayerValues } from '../../../src-main/decoder-process/weights/read-layers';
import { randomStream } from '../../../src-shared/dataset/random';
import {
  inputMeans,
  preprocessings,
  type Preprocessing,
} from '../../../src-shared/training/weight-input';

const stream = randomStream(3, 'fold');
const gaussians = (count: number, deviation: number): Float32Array =>
  Float32Array.from({ length: count }, () => deviation * stream.gaussian());
const layers: readonly LayerValues[] = [
  {
    layer: 'block1_conv1',
    shape: [3, 3, 3, 4],
    kernel: gaussians(108, 0.2),
    bias: gaussians(4, 1),
  },
  {
    layer: 'block1_conv2',
    shape: [3, 3, 4, 5],
    kernel: gaussians(180, 0.2),
    bias: gaussians(5, 1),
  },
];

/** Convolutions with zero padding and ReLU. */
function run(of: readonly LayerValues[], picture: tf.Tensor4D): Float32Array {
  return tf.tidy(() => {
    let current = picture;
    for (const { shape, kernel, bias } of of) {
      const [rows = 0, columns = 0, inputs = 0, filters = 0] = shape;
      const filter = tf.tensor4d(kernel, [rows, columns, inputs, filters]);
      current = tf.relu(tf.add(tf.conv2d(current, filter, 1, 'same'), tf.tensor1d(bias)));
    }
    return Float32Array.from(current.dataSync());
  });
}

/** Red, green and blue of one pixel as the frameworks' own functions prepare them. */
const prepared: Readonly<
  Record<Preprocessing, (red: number, green: number, blue: number) => readonly number[]>
> = {
  caffe: (red, green, blue) => [blue - 103.939, green - 116.779, red - 123.68],
  torch: (red, green, blue) => [
    (red / 255 - 0.485) / 0.229,
    (green / 255 - 0.456) / 0.224,
    (blue / 255 - 0.406) / 0.225,
  ],
  tf: (red, green, blue) => [red / 127.5 - 1, green / 127.5 - 1, blue / 127.5 - 1],
  unit: (red, green, blue) => [red / 255, green / 255, blue / 255],
};

test.each(preprocessings)(
  'what %s weights say of a colour picture, they say times one number of our input, at its border too',
  (preprocessing) => {
    const pixels = Array.from({ length: 36 }, () =>
      [0, 1, 2].map(() => Math.floor(256 * stream.uniform())),
    );
    const theirs = pixels.flatMap(([red = 0, green = 0, blue = 0]) =>
      prepared[preprocessing](red, green, blue),
    );
    const [blueMean, greenMean, redMean] = inputMeans(preprocessing).colour;
    const ours = pixels.flatMap(([red = 0, green = 0, blue = 0]) => [
      blue - blueMean,
      green - greenMean,
      red - redMean,
    ]);
    const expected = run(layers, tf.tensor4d(theirs, [1, 6, 6, 3]));
    const found = run(foldInput(layers, preprocessing), tf.tensor4d(ours, [1, 6, 6, 3]));
    const scale = outputScale(preprocessing);
    const largest = Math.max(...expected);
    expect(largest).toBeGreaterThan(0);
    found.forEach((value, at) => {
      expect(Math.abs(value / scale - (expected[at] ?? NaN))).toBeLessThan(1e-4 * largest);
    });
  },
);

test('the built-in way of input changes no bit, and has the means of the protocol', () => {
  expect(foldInput(layers, 'caffe')).toBe(layers);
  expect(inputMeans('caffe')).toEqual({ colour: [103.939, 116.779, 123.68], gray: 114.799 });
  // 255 · (0.485 + 0.456 + 0.406) / 3 = 255 · 0.449.
  expect(inputMeans('torch').gray).toBeCloseTo(114.495, 10);
});

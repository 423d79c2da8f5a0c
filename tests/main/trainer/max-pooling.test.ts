import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import {
  maxPooling,
  maxPoolingGradient,
  type PoolingWindow,
} from '../../../src-main/trainer-process/kernels/max-pooling';
import { attribute, execute, valuesOf } from '../../../src-main/trainer-process/kernels/tensorflow';

const plainAttributes = ([height, width]: PoolingWindow) => [
  attribute.float32('T'),
  attribute.integers('ksize', [1, height, width, 1]),
  attribute.integers('strides', [1, height, width, 1]),
  attribute.integers('explicit_paddings', []),
  attribute.text('padding', 'VALID'),
  attribute.text('data_format', 'NHWC'),
];

const cases: readonly (readonly [PoolingWindow, readonly [number, number, number, number]])[] = [
  [
    [2, 2],
    [2, 6, 8, 3],
  ],
  [
    [2, 2],
    [1, 7, 5, 16],
  ],
  [
    [2, 2],
    [3, 2, 2, 1],
  ],
  // A whole picture, of fewer and of more than 256 places: oneDNN counts those in other types.
  [
    [7, 5],
    [2, 7, 5, 16],
  ],
  [
    [20, 17],
    [2, 20, 17, 5],
  ],
];

for (const [window, shape] of cases) {
  test(`pooling ${shape.join('×')} by ${window.join('×')} and its gradient equal TensorFlow's plain kernels, ties included`, () => {
    tf.tidy(() => {
      const random = randomStream(1, 'pooling', ...shape);
      const length = shape.reduce((product, side) => product * side, 1);
      // Few different numbers, so that many squares hold equal ones.
      const input = tf.tensor(
        Float32Array.from({ length }, () => random.integer(3)),
        [...shape],
      );
      const pooled = maxPooling(input, window);
      const plain = execute('MaxPool', plainAttributes(window), [input]);
      expect(valuesOf(pooled.output)).toEqual(valuesOf(plain));
      const gradient = tf.tensor(
        Float32Array.from({ length: plain.size }, () => random.gaussian()),
        [...plain.shape],
      );
      const own = maxPoolingGradient(input, pooled, gradient, window);
      const theirs = execute('MaxPoolGrad', plainAttributes(window), [input, plain, gradient]);
      expect(valuesOf(own)).toEqual(valuesOf(theirs));
    });
  });
}

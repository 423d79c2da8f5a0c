import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import {
  maxPooling,
  maxPoolingGradient,
} from '../../../src-main/trainer-process/kernels/max-pooling';
import { attribute, execute, valuesOf } from '../../../src-main/trainer-process/kernels/tensorflow';

const plainAttributes = [
  attribute.float32('T'),
  attribute.integers('ksize', [1, 2, 2, 1]),
  attribute.integers('strides', [1, 2, 2, 1]),
  attribute.integers('explicit_paddings', []),
  attribute.text('padding', 'VALID'),
  attribute.text('data_format', 'NHWC'),
];

const shapes: readonly (readonly [number, number, number, number])[] = [
  [2, 6, 8, 3],
  [1, 7, 5, 16],
  [3, 2, 2, 1],
];

for (const shape of shapes) {
  test(`pooling and its gradient equal TensorFlow's plain kernels, ties included: ${shape.join('×')}`, () => {
    tf.tidy(() => {
      const random = randomStream(1, 'pooling', ...shape);
      const length = shape.reduce((product, side) => product * side, 1);
      // Few different numbers, so that many squares hold equal ones.
      const input = tf.tensor(
        Float32Array.from({ length }, () => random.integer(3)),
        [...shape],
      );
      const pooled = maxPooling(input);
      const plain = execute('MaxPool', plainAttributes, [input]);
      expect(valuesOf(pooled.output)).toEqual(valuesOf(plain));
      const gradient = tf.tensor(
        Float32Array.from({ length: plain.size }, () => random.gaussian()),
        [...plain.shape],
      );
      const own = maxPoolingGradient(input, pooled, gradient);
      const theirs = execute('MaxPoolGrad', plainAttributes, [input, plain, gradient]);
      expect(valuesOf(own)).toEqual(valuesOf(theirs));
    });
  });
}

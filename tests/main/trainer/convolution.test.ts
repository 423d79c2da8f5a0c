import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import { elementCount } from '../../../src-shared/training/element-count';
import { addBias } from '../../../src-main/trainer-process/kernels/bias';
import {
  convolution,
  convolutionWithBias,
} from '../../../src-main/trainer-process/kernels/convolution';
import { valuesOf } from '../../../src-main/trainer-process/kernels/tensorflow';

function gaussians(purpose: string, shape: readonly number[]): tf.Tensor {
  const random = randomStream(1, purpose, ...shape);
  const values = Float32Array.from({ length: elementCount(shape) }, () => random.gaussian());
  return tf.tensor(values, [...shape], 'float32');
}

test('a convolution that adds its bias on the way has the bits of one that adds it afterwards', () => {
  for (const [picture, filters] of [
    [[2, 7, 5, 3], 4],
    [[9, 28, 28, 64], 64],
    [[1, 14, 14, 512], 16],
  ] as const) {
    tf.tidy(() => {
      const input = gaussians('input', picture);
      const kernel = gaussians('kernel', [3, 3, picture[3], filters]);
      const bias = gaussians('bias', [filters]);
      const apart = valuesOf(addBias(convolution(input, kernel), bias));
      expect(valuesOf(convolutionWithBias(input, kernel, bias))).toEqual(apart);
    });
  }
});

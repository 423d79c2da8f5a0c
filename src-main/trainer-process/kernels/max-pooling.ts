import { attribute, execute, type Tensor } from './tensorflow';

const attributes = [
  attribute.float32('T'),
  attribute.integers('ksize', [1, 2, 2, 1]),
  attribute.integers('strides', [1, 2, 2, 1]),
  // VALID drops an odd last row and column, as the protocol has it (floor).
  attribute.text('padding', 'VALID'),
  attribute.text('data_format', 'NHWC'),
];

/**
 * 2×2 max pooling with stride 2.
 *
 * @param input [N, H, W, C]
 * @returns [N, ⌊H/2⌋, ⌊W/2⌋, C]
 */
export function maxPooling(input: Tensor): Tensor {
  return execute('MaxPool', [...attributes, attribute.integers('explicit_paddings', [])], [input]);
}

/**
 * Gradient of {@link maxPooling}: each output's gradient goes to the largest of its four inputs.
 *
 * @param input of the pooling, [N, H, W, C]
 * @param output of the pooling, [N, ⌊H/2⌋, ⌊W/2⌋, C]
 * @param gradient of the output, same shape
 * @returns [N, H, W, C]
 */
export function maxPoolingGradient(input: Tensor, output: Tensor, gradient: Tensor): Tensor {
  return execute(
    'MaxPoolGrad',
    [...attributes, attribute.integers('explicit_paddings', [])],
    [input, output, gradient],
  );
}

import { attribute, execute, shapeTensor, type Tensor } from './tensorflow';

const attributes = [
  attribute.float32('T'),
  attribute.integers('strides', [1, 1, 1, 1]),
  attribute.integers('dilations', [1, 1, 1, 1]),
  attribute.integers('explicit_paddings', []),
  attribute.text('padding', 'SAME'),
  attribute.text('data_format', 'NHWC'),
  attribute.flag('use_cudnn_on_gpu', true),
];

/**
 * Convolution with stride 1 and zero padding that keeps the size.
 *
 * @param input [N, H, W, C]
 * @param kernel [R, S, C, F]
 * @returns [N, H, W, F]
 */
export function convolution(input: Tensor, kernel: Tensor): Tensor {
  return execute('Conv2D', attributes, [input, kernel]);
}

/**
 * Gradient of {@link convolution} with respect to its input.
 *
 * @param inputShape N, H, W, C
 * @param kernel [R, S, C, F]
 * @param gradient of the output, [N, H, W, F]
 * @returns [N, H, W, C]
 */
export function convolutionInputGradient(
  inputShape: readonly number[],
  kernel: Tensor,
  gradient: Tensor,
): Tensor {
  const sizes = shapeTensor(inputShape);
  const result = execute('Conv2DBackpropInput', attributes, [sizes, kernel, gradient]);
  sizes.dispose();
  return result;
}

/**
 * Gradient of {@link convolution} with respect to its kernel.
 *
 * @param input [N, H, W, C]
 * @param kernelShape R, S, C, F
 * @param gradient of the output, [N, H, W, F]
 * @returns [R, S, C, F]
 */
export function convolutionKernelGradient(
  input: Tensor,
  kernelShape: readonly number[],
  gradient: Tensor,
): Tensor {
  const sizes = shapeTensor(kernelShape);
  const result = execute('Conv2DBackpropFilter', attributes, [input, sizes, gradient]);
  sizes.dispose();
  return result;
}

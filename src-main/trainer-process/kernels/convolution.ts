import { addBias } from './bias';
import { attribute, execute, runsOnGpu, shapeTensor, tensorOf, type Tensor } from './tensorflow';

const common = [
  attribute.float32('T'),
  attribute.integers('strides', [1, 1, 1, 1]),
  attribute.integers('dilations', [1, 1, 1, 1]),
  attribute.text('padding', 'SAME'),
  attribute.text('data_format', 'NHWC'),
  attribute.flag('use_cudnn_on_gpu', true),
];
const attributes = [...common, attribute.integers('explicit_paddings', [])];
// As with max pooling: oneDNN's kernel that TensorFlow's graph rewriter would choose.
const withBias = [...common, attribute.text('_kernel', 'MklNameChangeOp')];

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
 * {@link convolution}, and one number a channel added: in one pass over the output where this build of TensorFlow has
 * such a kernel, to the same bits.
 *
 * @param bias [F]
 */
export function convolutionWithBias(input: Tensor, kernel: Tensor, bias: Tensor): Tensor {
  if (canAddBias()) return execute('_MklNativeConv2DWithBias', withBias, [input, kernel, bias]);
  const sums = convolution(input, kernel);
  const output = addBias(sums, bias);
  sums.dispose();
  return output;
}

let addsBias: boolean | null = null;

/** Tried once. */
function canAddBias(): boolean {
  addsBias ??= !runsOnGpu() && tryAddingBias();
  return addsBias;
}

function tryAddingBias(): boolean {
  const input = tensorOf(Float32Array.of(1), [1, 1, 1, 1]);
  const bias = tensorOf(Float32Array.of(1), [1]);
  try {
    execute('_MklNativeConv2DWithBias', withBias, [input, input, bias]).dispose();
    return true;
  } catch {
    // No such kernel: TensorFlow was built, or started, without oneDNN.
    return false;
  } finally {
    input.dispose();
    bias.dispose();
  }
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

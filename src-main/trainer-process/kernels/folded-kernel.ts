import { scaled } from './elementwise';
import { attribute, execute, shapeTensor, type Tensor } from './tensorflow';

/** How a kernel [R, S, C, F] meets its input. */
export interface Fold {
  /** The input is multiplied by this first; zero padding stays zero, so that the kernel may carry it. */
  readonly factor: number;
  /** Channels of the input: C, or 1 where all C would be equal. */
  readonly channels: number;
}

const sumAttributes = [
  attribute.flag('keep_dims', true),
  attribute.float32('T'),
  attribute.int32('Tidx'),
];
const tileAttributes = [attribute.float32('T'), attribute.int32('Tmultiples')];

/**
 * The kernel that gives on one of C equal, unscaled channels what `kernel` gives on all, scaled: Σ over its input
 * channels, times the factor. Exact but for the order of additions.
 *
 * @param kernel [R, S, C, F]; stays the caller's
 * @returns [R, S, C or 1, F], the caller's to dispose
 */
export function foldedKernel(kernel: Tensor, { factor, channels }: Fold): Tensor {
  if (kernel.shape[2] === channels) {
    return factor === 1 ? kernel.clone() : scaled(kernel, factor);
  }
  const axes = shapeTensor([2]);
  const sum = execute('Sum', sumAttributes, [kernel, axes]);
  axes.dispose();
  if (factor === 1) return sum;
  const result = scaled(sum, factor);
  sum.dispose();
  return result;
}

/**
 * The gradient of `kernel` from that of its folded form: each of the equal channels gets the same.
 *
 * @param gradient [R, S, C or 1, F]; disposed here
 * @param kernelShape R, S, C, F
 * @returns [R, S, C, F], the caller's to dispose
 */
export function unfoldedGradient(
  gradient: Tensor,
  kernelShape: readonly number[],
  { factor, channels }: Fold,
): Tensor {
  const small = factor === 1 ? gradient : scaled(gradient, factor);
  if (small !== gradient) gradient.dispose();
  const [, , kernelChannels = channels] = kernelShape;
  if (kernelChannels === channels) return small;
  const times = shapeTensor([1, 1, kernelChannels, 1]);
  const result = execute('Tile', tileAttributes, [small, times]);
  times.dispose();
  small.dispose();
  return result;
}

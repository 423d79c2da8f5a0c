import { attribute, execute, executeAll, runsOnGpu, tensorOf, type Tensor } from './tensorflow';

/** What a pooling leaves for its gradient. */
export interface Pooled {
  /** [N, ⌊H/2⌋, ⌊W/2⌋, C] */
  readonly output: Tensor;
  /** Which of the four inputs each output came from, in oneDNN's own form; null where TensorFlow's kernel ran. */
  readonly choices: Tensor | null;
}

const attributes = [
  attribute.float32('T'),
  attribute.integers('ksize', [1, 2, 2, 1]),
  attribute.integers('strides', [1, 2, 2, 1]),
  attribute.integers('explicit_paddings', []),
  // VALID drops an odd last row and column, as the protocol has it (floor).
  attribute.text('padding', 'VALID'),
  attribute.text('data_format', 'NHWC'),
];

// TensorFlow's graph rewriter puts these kernels in MaxPool's place; eager execution does not, though it may call them.
// They remember the choices, where MaxPoolGrad finds them again: five times as fast together.
const rememberingAttributes = [
  ...attributes,
  attribute.flag('workspace_enabled', true),
  attribute.text('_kernel', 'MklNameChangeOp'),
];

/**
 * 2×2 max pooling with stride 2.
 *
 * @param input [N, H, W, C]
 */
export function maxPooling(input: Tensor): Pooled {
  if (!canRemember()) {
    return { output: execute('MaxPool', attributes, [input]), choices: null };
  }
  const [output, choices] = executeAll('_MklNativeMaxPool', rememberingAttributes, [input], 2);
  if (output === undefined || choices === undefined) {
    throw new Error('The pooling kernel gave fewer than two tensors.');
  }
  return { output, choices };
}

/**
 * Gradient of {@link maxPooling}: each output's gradient goes to the largest of its four inputs, the first of equals.
 *
 * @param input of the pooling, [N, H, W, C]
 * @param pooled what the pooling gave
 * @param gradient of the output, [N, ⌊H/2⌋, ⌊W/2⌋, C]
 * @returns [N, H, W, C]
 */
export function maxPoolingGradient(input: Tensor, pooled: Pooled, gradient: Tensor): Tensor {
  return pooled.choices === null
    ? execute('MaxPoolGrad', attributes, [input, pooled.output, gradient])
    : execute('_MklNativeMaxPoolGrad', rememberingAttributes, [
        input,
        pooled.output,
        gradient,
        pooled.choices,
      ]);
}

let remembers: boolean | null = null;

/** Whether this build of TensorFlow has the remembering kernels; tried once. */
function canRemember(): boolean {
  remembers ??= !runsOnGpu() && tryRemembering();
  return remembers;
}

function tryRemembering(): boolean {
  const input = tensorOf(Float32Array.of(1, 2, 3, 4), [1, 2, 2, 1]);
  try {
    for (const tensor of executeAll('_MklNativeMaxPool', rememberingAttributes, [input], 2)) {
      tensor.dispose();
    }
    return true;
  } catch {
    // No such kernel: TensorFlow was built, or started, without oneDNN.
    return false;
  } finally {
    input.dispose();
  }
}

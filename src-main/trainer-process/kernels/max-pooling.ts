import { attribute, execute, executeAll, runsOnGpu, tensorOf, type Tensor } from './tensorflow';

/** What a pooling leaves for its gradient. */
export interface Pooled {
  /** [N, ⌊H/h⌋, ⌊W/w⌋, C] for a window of h×w. */
  readonly output: Tensor;
  /** Which of the window's inputs each output came from, in oneDNN's own form; null where TensorFlow's kernel ran. */
  readonly choices: Tensor | null;
}

/** Height and width of the window, which are its strides too. */
export type PoolingWindow = readonly [number, number];

const twoByTwo: PoolingWindow = [2, 2];

type Attributes = ReturnType<typeof attribute.float32>[];

const attributesOfWindow = new Map<string, { plain: Attributes; remembering: Attributes }>();

function attributesOf([height, width]: PoolingWindow): {
  readonly plain: Attributes;
  readonly remembering: Attributes;
} {
  const key = `${height}×${width}`;
  const known = attributesOfWindow.get(key);
  if (known !== undefined) return known;
  const plain = [
    attribute.float32('T'),
    attribute.integers('ksize', [1, height, width, 1]),
    attribute.integers('strides', [1, height, width, 1]),
    attribute.integers('explicit_paddings', []),
    // VALID drops an odd last row and column, as the protocol has it (floor).
    attribute.text('padding', 'VALID'),
    attribute.text('data_format', 'NHWC'),
  ];
  // TensorFlow's graph rewriter puts these kernels in MaxPool's place; eager execution does not, though it may call
  // them. They remember the choices, where MaxPoolGrad finds them again: five times as fast together.
  const remembering = [
    ...plain,
    attribute.flag('workspace_enabled', true),
    attribute.text('_kernel', 'MklNameChangeOp'),
  ];
  const made = { plain, remembering };
  attributesOfWindow.set(key, made);
  return made;
}

/**
 * Max pooling over windows that do not overlap: 2×2 with stride 2 unless told.
 *
 * @param input [N, H, W, C]
 */
export function maxPooling(input: Tensor, window: PoolingWindow = twoByTwo): Pooled {
  const { plain, remembering } = attributesOf(window);
  if (!canRemember()) {
    return { output: execute('MaxPool', plain, [input]), choices: null };
  }
  const [output, choices] = executeAll('_MklNativeMaxPool', remembering, [input], 2);
  if (output === undefined || choices === undefined) {
    throw new Error('The pooling kernel gave fewer than two tensors.');
  }
  return { output, choices };
}

/**
 * Gradient of {@link maxPooling}: each output's gradient goes to the largest of its inputs, the first of equals.
 *
 * @param input of the pooling, [N, H, W, C]
 * @param pooled what the pooling gave
 * @param gradient of the output
 * @returns [N, H, W, C]
 */
export function maxPoolingGradient(
  input: Tensor,
  pooled: Pooled,
  gradient: Tensor,
  window: PoolingWindow = twoByTwo,
): Tensor {
  const { plain, remembering } = attributesOf(window);
  return pooled.choices === null
    ? execute('MaxPoolGrad', plain, [input, pooled.output, gradient])
    : execute('_MklNativeMaxPoolGrad', remembering, [
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
    for (const tensor of executeAll(
      '_MklNativeMaxPool',
      attributesOf(twoByTwo).remembering,
      [input],
      2,
    )) {
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

/** One layer as far as it takes memory. */
export interface MemoryLayer {
  readonly kind:
    'convolution' | 'max-pooling' | 'global-max-pooling' | 'scaling' | 'flatten' | 'dense';
  /** Numbers of its output, a patch. */
  readonly outputs: number;
  /** Learnable numbers; 0 for layers without. */
  readonly parameters: number;
}

/** A chain of layers and what goes into it. */
export interface MemoryNetwork {
  readonly layers: readonly MemoryLayer[];
  /** Numbers of its input, a patch. */
  readonly inputs: number;
}

export interface MemoryQuestion {
  /** The part that learns. */
  readonly learning: MemoryNetwork;
  /** Frozen leading blocks, or a student's teacher, which only answer for one patch at a time; null for none. */
  readonly answering: MemoryNetwork | null;
  readonly batchSize: number;
  /** Most patches that an evaluation decides as one batch. */
  readonly evaluatedPatches: number;
  /** Numbers that the optimiser keeps a weight: 0 plain SGD, 1 momentum, 2 Adam. */
  readonly optimiserSlots: 0 | 1 | 2;
  readonly weightDecay: boolean;
}

/** Peak memory of a trainer, bytes, by what takes it. */
export interface MemoryEstimate {
  readonly bytes: number;
  readonly weights: number;
  readonly optimiser: number;
  /** Outputs kept for the backward pass, gradients, and what kernels need beside them. */
  readonly activations: number;
  /** The program itself with TensorFlow's libraries, and the allocator's gaps. */
  readonly overhead: number;
}

/** A trainer that has loaded TensorFlow and read a job, bytes (measured). */
const programBytes = 420 * 2 ** 20;
/**
 * What the allocator holds above what is asked for: it rounds up, and keeps gaps; and what kernels of oneDNN take to
 * bring kernels and pictures into their own order (measured; see the decision on plans).
 */
const allocatorFactor = 1.15;
const bytesOfNumber = 4;

/** Layers that run together, as the trainer's network runs them: bias and ReLU come after a pooling. */
interface Stage {
  readonly kind: MemoryLayer['kind'];
  readonly inputs: number;
  /** What the convolution gives before its pooling; equals `outputs` without one. */
  readonly sums: number;
  readonly outputs: number;
  readonly parameters: number;
  readonly pools: boolean;
}

function stagesOf({ layers, inputs }: MemoryNetwork): readonly Stage[] {
  const stages: Stage[] = [];
  let before = inputs;
  layers.forEach((layer, at) => {
    const previous = layers[at - 1]?.kind;
    const next = layers[at + 1];
    // Taken along by the convolution after it, or by the one before.
    if (layer.kind === 'scaling' && next?.kind === 'convolution') return;
    if (layer.kind === 'max-pooling' && previous === 'convolution') return;
    const pools = layer.kind === 'convolution' && next?.kind === 'max-pooling';
    const outputs = pools ? next.outputs : layer.outputs;
    const { kind, parameters, outputs: sums } = layer;
    stages.push({ kind, inputs: before, sums, outputs, parameters, pools });
    before = outputs;
  });
  return stages;
}

/** Numbers a patch that a stage keeps from its forward to its backward pass. */
function keptOf(stage: Stage): number {
  // Which of four numbers was the largest is kept in a byte.
  const choices = stage.outputs / bytesOfNumber;
  switch (stage.kind) {
    case 'convolution':
      return stage.pools ? stage.sums + 2 * stage.outputs + choices : stage.outputs;
    case 'max-pooling':
    case 'global-max-pooling':
      return stage.outputs + choices;
    case 'flatten':
      return 0;
    case 'scaling':
    case 'dense':
      return stage.outputs;
  }
}

/** Numbers a patch that a forward pass of a stage needs beside what it keeps: sums before bias, and before ReLU. */
function forwardBeside(stage: Stage): number {
  if (stage.kind !== 'convolution' && stage.kind !== 'dense') return 0;
  return stage.pools ? stage.outputs : 2 * stage.outputs;
}

/** Most numbers of one step of a batch, weights left out. */
function stepNumbers(
  { learning, batchSize, weightDecay }: MemoryQuestion,
  stages: readonly Stage[],
): number {
  // The batch as it was read lies beside the tensor that shares it.
  let kept = batchSize * learning.inputs;
  let peak = kept;
  for (const stage of stages) {
    kept += batchSize * keptOf(stage);
    peak = Math.max(peak, kept + batchSize * forwardBeside(stage));
  }
  const firstLearning = stages.findIndex(({ parameters }) => parameters > 0);
  for (let at = stages.length - 1; at >= 0; at -= 1) {
    const stage = stages[at];
    if (stage === undefined) break;
    const { inputs, sums, outputs, parameters, pools } = stage;
    const wanted = at > firstLearning ? inputs : 0;
    const gradients = parameters * (weightDecay ? 2 : 1);
    const spread = pools ? outputs + outputs + sums : 0;
    const inner = outputs + sums + wanted;
    peak = Math.max(
      peak,
      kept + batchSize * spread,
      kept + batchSize * (parameters > 0 ? inner : outputs + wanted) + gradients,
    );
    kept -= batchSize * keptOf(stage);
  }
  return peak;
}

/** Most numbers of a forward pass that keeps nothing. */
function forwardNumbers(stages: readonly Stage[], inputs: number, patches: number): number {
  const peaks = stages.map(
    (stage) => stage.inputs + Math.max(keptOf(stage), stage.sums) + forwardBeside(stage),
  );
  return patches * Math.max(inputs, ...peaks);
}

/**
 * Peak resident memory of a trainer on a processor: the weights, the optimiser's numbers, one earlier evaluation's
 * weights that may become the model, and the most that a step, an evaluation or the frozen blocks hold at a time, as the
 * trainer's network makes and frees tensors; times what the allocator holds above it, plus the program.
 */
export function estimateMemory(question: MemoryQuestion): MemoryEstimate {
  const { learning, answering, evaluatedPatches, optimiserSlots } = question;
  const stages = stagesOf(learning);
  const learned = parametersOf(learning);
  const kept = answering === null ? 0 : parametersOf(answering);
  const largest = Math.max(
    stepNumbers(question, stages),
    forwardNumbers(stages, learning.inputs, evaluatedPatches),
    answering === null ? 0 : forwardNumbers(stagesOf(answering), answering.inputs, 1),
  );
  const weights = bytesOfNumber * (2 * learned + kept);
  const optimiser = bytesOfNumber * optimiserSlots * learned;
  const activations = bytesOfNumber * largest;
  // What the optimiser's numbers began as still lies in JavaScript's memory when the first step runs.
  const bytes = programBytes + allocatorFactor * (weights + 2 * optimiser + activations);
  return {
    bytes,
    weights,
    optimiser,
    activations,
    overhead: bytes - weights - optimiser - activations,
  };
}

function parametersOf({ layers }: MemoryNetwork): number {
  return layers.reduce((sum, { parameters }) => sum + parameters, 0);
}

/**
 * The largest batch, no larger than the one asked about, whose estimate stays within `limit` bytes; null where not even
 * a batch of one does.
 */
export function fittingBatch(question: MemoryQuestion, limit: number): number | null {
  const fits = (batchSize: number): boolean =>
    estimateMemory({ ...question, batchSize }).bytes <= limit;
  if (!fits(1)) return null;
  let [low, high] = [1, question.batchSize + 1];
  // fits(low), and not high, or high was not asked for.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

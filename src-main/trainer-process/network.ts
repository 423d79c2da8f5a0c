import { parameterShapes, type Layer, type Shape } from './architectures/architecture';
import { addBias, biasGradient } from './kernels/bias';
import {
  convolution,
  convolutionInputGradient,
  convolutionKernelGradient,
  convolutionWithBias,
} from './kernels/convolution';
import { reshape, scaled } from './kernels/elementwise';
import { foldedKernel, unfoldedGradient, type Fold } from './kernels/folded-kernel';
import { matrixProduct } from './kernels/matrix-product';
import { maxPooling, maxPoolingGradient } from './kernels/max-pooling';
import { relu, reluGradient } from './kernels/relu';
import type { Tensor } from './kernels/tensorflow';
import { Variable } from './kernels/variable';
import { firstLearning, stagesOf, type Stage } from './network-stages';
import { disposePooling, poolingAlone, wholePicture, type Trace } from './stage-trace';
import { elementCount } from '../../src-shared/training/element-count';

type Convolution = Extract<Stage, { readonly kind: 'convolution' }>;

/** Receives the gradient of one parameter; must not keep the tensor. */
export type GradientSink = (parameter: string, gradient: Tensor) => void;

/**
 * A sequential network over raw kernels, with its own backward pass: no tape, every tensor disposed by hand.
 *
 * Bias and ReLU run after the pooling that follows them, on a quarter of the numbers. Adding a constant and
 * clipping at zero keep the order of numbers, so outputs are the same. A picture of one channel stands for as many
 * equal ones as the first convolution has: gray images need a third of the work there.
 */
export class Network {
  readonly parameters: ReadonlyMap<string, Variable>;
  private readonly stages: readonly Stage[];
  private readonly firstLearning: number;

  /**
   * @param layers at least one
   * @param inputShape height, width, channels, or the length of flat input
   * @param initial values of a parameter, row-major; copied
   */
  constructor(
    readonly layers: readonly Layer[],
    readonly inputShape: Shape,
    initial: (parameter: string, shape: Shape, fanIn: number) => Float32Array,
  ) {
    this.parameters = new Map(
      parameterShapes(layers, inputShape).map(({ name, shape, fanIn }) => [
        name,
        Variable.of(initial(name, shape, fanIn), shape),
      ]),
    );
    this.stages = stagesOf(layers);
    this.firstLearning = firstLearning(this.stages);
  }

  /**
   * Inference.
   *
   * @param input [N, …inputShape], or one channel for all equal ones; stays the caller's
   * @returns [N, …], the caller's to dispose
   */
  forward(input: Tensor): Tensor {
    let current = input;
    for (const stage of this.stages) {
      const trace = this.run(stage, current);
      disposePooling(trace);
      if (current !== input) {
        current.dispose();
      }
      current = trace.output;
    }
    return current;
  }

  /**
   * One forward and backward pass.
   *
   * @param input [N, …inputShape], or one channel for all equal ones; stays the caller's
   * @param lossGradient takes the output (which stays the network's) and returns the loss' gradient with respect to
   *   it, which the network disposes; null ends the pass without gradients
   * @param sink gets each parameter's gradient, last layer first
   */
  train(input: Tensor, lossGradient: (output: Tensor) => Tensor | null, sink: GradientSink): void {
    this.pass(input, lossGradient, sink)?.dispose();
  }

  /** As {@link train}, to the gradient with respect to the input, which is the caller's to dispose. */
  inputGradient(input: Tensor, outputGradient: (output: Tensor) => Tensor): Tensor {
    const gradient = this.pass(input, outputGradient, null);
    if (gradient === null) throw new Error('A backward pass gave no gradient of its input.');
    return gradient;
  }

  /** @param sink null leaves the parameters out, and goes on to the input. */
  private pass(
    input: Tensor,
    lossGradient: (output: Tensor) => Tensor | null,
    sink: GradientSink | null,
  ): Tensor | null {
    const traces: Trace[] = [];
    let current = input;
    for (const stage of this.stages) {
      const trace = this.run(stage, current);
      traces.push(trace);
      current = trace.output;
    }
    let gradient = lossGradient(current);
    for (let at = this.stages.length - 1; at >= 0; at -= 1) {
      const stage = this.stages[at];
      const trace = traces[at];
      if (stage === undefined || trace === undefined) {
        throw new RangeError('A stage left no trace.');
      }
      if (gradient !== null) {
        const before: Tensor | null = this.back(
          stage,
          trace,
          gradient,
          sink === null || at > this.firstLearning,
          sink,
        );
        gradient.dispose();
        gradient = before;
      }
      disposePooling(trace);
      trace.output.dispose();
    }
    return gradient;
  }

  dispose(): void {
    for (const variable of this.parameters.values()) {
      variable.dispose();
    }
  }

  private parameter(name: string): Variable {
    const variable = this.parameters.get(name);
    if (variable === undefined) {
      throw new RangeError(`The network has no parameter ${name}.`);
    }
    return variable;
  }

  /** The kernel of a convolution as it meets this input; the caller disposes it. */
  private kernelFor(stage: Convolution, input: Tensor): Tensor {
    const kernel = this.parameter(`${stage.name}/kernel`).read();
    const folded = foldedKernel(kernel, foldFor(stage, input));
    kernel.dispose();
    return folded;
  }

  private run(stage: Stage, input: Tensor): Trace {
    switch (stage.kind) {
      case 'convolution': {
        const kernel = this.kernelFor(stage, input);
        if (!stage.pooling) {
          const bias = this.parameter(`${stage.name}/bias`).read();
          const biased = convolutionWithBias(input, kernel, bias);
          const output = relu(biased);
          for (const tensor of [kernel, bias, biased]) tensor.dispose();
          return { input, pooling: null, output };
        }
        const before = convolution(input, kernel);
        kernel.dispose();
        const pooled = maxPooling(before);
        return {
          input,
          pooling: { input: before, pooled },
          output: this.activate(stage.name, pooled.output, 'relu'),
        };
      }
      case 'max-pooling':
        return poolingAlone(input);
      case 'global-max-pooling':
        return poolingAlone(input, wholePicture(input));
      case 'scaling':
        return { input, pooling: null, output: scaled(input, stage.factor) };
      case 'flatten': {
        const [count = 0, ...rest] = input.shape;
        const length = elementCount(rest);
        return { input, pooling: null, output: reshape(input, [count, length]) };
      }
      case 'dense': {
        const kernel = this.parameter(`${stage.name}/kernel`).read();
        const product = matrixProduct(input, kernel);
        kernel.dispose();
        const output = this.activate(stage.name, product, stage.activation);
        product.dispose();
        return { input, pooling: null, output };
      }
    }
  }

  private activate(layer: string, sums: Tensor, activation: 'relu' | 'none'): Tensor {
    const bias = this.parameter(`${layer}/bias`).read();
    const biased = addBias(sums, bias);
    bias.dispose();
    if (activation === 'none') {
      return biased;
    }
    const output = relu(biased);
    biased.dispose();
    return output;
  }

  /** @returns the gradient of the stage's input where `wanted`, else null */
  private back(
    stage: Stage,
    trace: Trace,
    gradient: Tensor,
    wanted: boolean,
    sink: GradientSink | null,
  ): Tensor | null {
    switch (stage.kind) {
      case 'convolution': {
        let inner = this.backThroughBias(stage.name, trace.output, gradient, 'relu', sink);
        if (trace.pooling !== null) {
          const spread = maxPoolingGradient(trace.pooling.input, trace.pooling.pooled, inner);
          inner.dispose();
          inner = spread;
        }
        const { shape } = this.parameter(`${stage.name}/kernel`);
        const kernel = this.kernelFor(stage, trace.input);
        const before = wanted ? convolutionInputGradient(trace.input.shape, kernel, inner) : null;
        if (sink !== null) {
          const change = unfoldedGradient(
            convolutionKernelGradient(trace.input, kernel.shape, inner),
            shape,
            foldFor(stage, trace.input),
          );
          sink(`${stage.name}/kernel`, change);
          change.dispose();
        }
        kernel.dispose();
        inner.dispose();
        return before;
      }
      case 'max-pooling':
        return wanted && trace.pooling !== null
          ? maxPoolingGradient(trace.pooling.input, trace.pooling.pooled, gradient)
          : null;
      case 'global-max-pooling':
        return wanted && trace.pooling !== null
          ? maxPoolingGradient(
              trace.pooling.input,
              trace.pooling.pooled,
              gradient,
              wholePicture(trace.input),
            )
          : null;
      case 'scaling':
        return wanted ? scaled(gradient, stage.factor) : null;
      case 'flatten':
        return wanted ? reshape(gradient, trace.input.shape) : null;
      case 'dense': {
        const inner = this.backThroughBias(
          stage.name,
          trace.output,
          gradient,
          stage.activation,
          sink,
        );
        const kernel = this.parameter(`${stage.name}/kernel`).read();
        const before = wanted ? matrixProduct(inner, kernel, { right: true }) : null;
        kernel.dispose();
        if (sink !== null) {
          const change = matrixProduct(trace.input, inner, { left: true });
          sink(`${stage.name}/kernel`, change);
          change.dispose();
        }
        inner.dispose();
        return before;
      }
    }
  }

  /** Gradient of what went into bias and activation; hands the bias' own gradient to the sink, where there is one. */
  private backThroughBias(
    layer: string,
    output: Tensor,
    gradient: Tensor,
    activation: 'relu' | 'none',
    sink: GradientSink | null,
  ): Tensor {
    const inner = activation === 'relu' ? reluGradient(gradient, output) : gradient.clone();
    if (sink !== null) {
      const change = biasGradient(inner);
      sink(`${layer}/bias`, change);
      change.dispose();
    }
    return inner;
  }
}

function foldFor({ factor }: Convolution, { shape }: Tensor): Fold {
  return { factor, channels: shape[3] ?? 0 };
}

import { addScaled } from './kernels/elementwise';
import { attribute, executeEffect, tensorOf, type Tensor } from './kernels/tensorflow';
import { Variable } from './kernels/variable';
import { elementCount } from '../../src-shared/training/element-count';

/** What decides an update, apart from the gradient. */
export interface OptimiserPlan {
  readonly optimiser: 'sgd' | 'adam';
  /** SGD only; 0 keeps no state. */
  readonly momentum: number;
  /** λ: λ·w is added to the gradient of kernels, not of biases. */
  readonly weightDecay: number;
}

// As Kingma and Ba propose.
const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/**
 * SGD and Adam over TensorFlow's in-place update kernels. All that changes between steps lies in named slots, so
 * that a checkpoint holds the state exactly; Adam's powers of β follow from the iteration.
 */
export class Optimiser {
  private readonly slots = new Map<string, Variable>();

  constructor(
    private readonly plan: OptimiserPlan,
    private readonly parameters: ReadonlyMap<string, Variable>,
  ) {
    for (const [name, variable] of parameters) {
      for (const slot of this.slotNames()) {
        const length = elementCount(variable.shape);
        this.slots.set(`${slot}/${name}`, Variable.of(new Float32Array(length), variable.shape));
      }
    }
  }

  /** State to keep in a checkpoint: `momentum/…`, or `first-moment/…` and `second-moment/…`. */
  get state(): ReadonlyMap<string, Variable> {
    return this.slots;
  }

  /**
   * Updates one parameter in place.
   *
   * SGD: w ← w − η·g; with momentum v ← μ·v + g, w ← w − η·v. Adam: Kingma and Ba, algorithm 1, with
   * η·√(1−β₂ᵗ)/(1−β₁ᵗ) as step and ε beside √v.
   *
   * @param iteration 1-based
   */
  update(name: string, gradient: Tensor, learningRate: number, iteration: number): void {
    const variable = this.parameters.get(name);
    if (variable === undefined) {
      throw new RangeError(`There is no parameter ${name}.`);
    }
    const decayed = this.withDecay(name, variable, gradient);
    switch (this.plan.optimiser) {
      case 'sgd':
        this.stepDown(name, variable, decayed ?? gradient, learningRate);
        break;
      case 'adam':
        this.stepAdam(name, variable, decayed ?? gradient, learningRate, iteration);
        break;
    }
    decayed?.dispose();
  }

  dispose(): void {
    for (const slot of this.slots.values()) {
      slot.dispose();
    }
  }

  private slotNames(): readonly string[] {
    if (this.plan.optimiser === 'adam') {
      return ['first-moment', 'second-moment'];
    }
    return this.plan.momentum > 0 ? ['momentum'] : [];
  }

  private slot(kind: string, name: string): Variable {
    const slot = this.slots.get(`${kind}/${name}`);
    if (slot === undefined) {
      throw new RangeError(`The optimiser keeps no ${kind} of ${name}.`);
    }
    return slot;
  }

  private withDecay(name: string, variable: Variable, gradient: Tensor): Tensor | null {
    if (this.plan.weightDecay === 0 || !name.endsWith('/kernel')) {
      return null;
    }
    const weights = variable.read();
    const sum = addScaled(gradient, this.plan.weightDecay, weights);
    weights.dispose();
    return sum;
  }

  private stepDown(name: string, variable: Variable, gradient: Tensor, rate: number): void {
    if (this.plan.momentum === 0) {
      withNumbers([rate], ([eta]) => {
        executeEffect(
          'ResourceApplyGradientDescent',
          [attribute.float32('T'), attribute.flag('use_locking', false)],
          [variable.handle, eta, gradient],
        );
      });
      return;
    }
    const { handle } = this.slot('momentum', name);
    withNumbers([rate, this.plan.momentum], ([eta, mu]) => {
      executeEffect(
        'ResourceApplyMomentum',
        [
          attribute.float32('T'),
          attribute.flag('use_locking', false),
          attribute.flag('use_nesterov', false),
        ],
        [variable.handle, handle, eta, gradient, mu],
      );
    });
  }

  private stepAdam(
    name: string,
    variable: Variable,
    gradient: Tensor,
    rate: number,
    iteration: number,
  ): void {
    const first = this.slot('first-moment', name).handle;
    const second = this.slot('second-moment', name).handle;
    withNumbers(
      [beta1 ** iteration, beta2 ** iteration, rate, beta1, beta2, epsilon],
      (numbers) => {
        executeEffect(
          'ResourceApplyAdam',
          [
            attribute.float32('T'),
            attribute.flag('use_locking', false),
            attribute.flag('use_nesterov', false),
          ],
          [variable.handle, first, second, ...numbers, gradient],
        );
      },
    );
  }
}

/** Runs `use` with the numbers as scalar tensors, and disposes them. */
function withNumbers<const N extends readonly number[]>(
  numbers: N,
  use: (tensors: { [K in keyof N]: Tensor }) => void,
): void {
  const tensors = numbers.map((value) => tensorOf(Float32Array.of(value), []));
  // map keeps the length, which its type does not say.
  use(tensors as unknown as { [K in keyof N]: Tensor });
  for (const tensor of tensors) {
    tensor.dispose();
  }
}

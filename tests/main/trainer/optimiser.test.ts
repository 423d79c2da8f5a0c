import { afterEach, expect, test } from 'vitest';
import { liveTensors, tensorOf } from '../../../src-main/trainer-process/kernels/tensorflow';
import { Variable } from '../../../src-main/trainer-process/kernels/variable';
import { learningRateAt } from '../../../src-main/trainer-process/learning-rate';
import { Optimiser, type OptimiserPlan } from '../../../src-main/trainer-process/optimiser';

const opened: { dispose(): void }[] = [];

afterEach(() => {
  for (const one of opened.splice(0)) {
    one.dispose();
  }
});

function setUp(plan: OptimiserPlan, name: string, start: readonly number[]) {
  const variable = Variable.of(Float32Array.from(start), [start.length]);
  const optimiser = new Optimiser(plan, new Map([[name, variable]]));
  opened.push(variable, optimiser);
  const update = (gradient: readonly number[], rate: number, iteration: number): number[] => {
    const tensor = tensorOf(Float32Array.from(gradient), [gradient.length]);
    optimiser.update(name, tensor, rate, iteration);
    tensor.dispose();
    return [...variable.values()];
  };
  return { variable, optimiser, update };
}

test('SGD goes down the gradient', () => {
  const { update } = setUp({ optimiser: 'sgd', momentum: 0, weightDecay: 0 }, 'a/kernel', [1, 2]);
  expect(update([4, -8], 0.25, 1)).toEqual([0, 4]);
});

test('momentum adds up the gradients before', () => {
  // v = 1; w = 1 − 0.5 = 0.5; v = 0.5·1 + 1 = 1.5; w = 0.5 − 0.75.
  const { update } = setUp({ optimiser: 'sgd', momentum: 0.5, weightDecay: 0 }, 'a/kernel', [1]);
  expect(update([1], 0.5, 1)).toEqual([0.5]);
  expect(update([1], 0.5, 2)).toEqual([-0.25]);
});

test('weight decay pulls kernels to zero, and leaves biases alone', () => {
  const plan: OptimiserPlan = { optimiser: 'sgd', momentum: 0, weightDecay: 0.5 };
  expect(setUp(plan, 'a/kernel', [4]).update([0], 0.25, 1)).toEqual([3.5]);
  expect(setUp(plan, 'a/bias', [4]).update([0], 0.25, 1)).toEqual([4]);
});

test('Adam follows algorithm 1 of Kingma and Ba', () => {
  const { update } = setUp({ optimiser: 'adam', momentum: 0, weightDecay: 0 }, 'a/kernel', [1]);
  let weight = 1;
  let first = 0;
  let second = 0;
  [0.5, -2, 0.25, 3].forEach((gradient, at) => {
    const t = at + 1;
    first = 0.9 * first + 0.1 * gradient;
    second = 0.999 * second + 0.001 * gradient ** 2;
    const step = (0.01 * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
    weight -= (step * first) / (Math.sqrt(second) + 1e-8);
    expect(update([gradient], 0.01, t)[0]).toBeCloseTo(weight, 5);
  });
});

test('updates leave no tensor behind', () => {
  for (const plan of [
    { optimiser: 'sgd', momentum: 0, weightDecay: 0.1 },
    { optimiser: 'sgd', momentum: 0.9, weightDecay: 0.1 },
    { optimiser: 'adam', momentum: 0, weightDecay: 0.1 },
  ] as const) {
    const { update } = setUp(plan, 'a/kernel', [1, 2, 3]);
    const before = liveTensors();
    for (let iteration = 1; iteration <= 100; iteration += 1) {
      update([1, 1, 1], 0.01, iteration);
    }
    expect(liveTensors()).toBe(before);
  }
});

test('a variable does not share memory with the values that it was given', () => {
  const values = Float32Array.of(1, 2);
  const variable = Variable.of(values, [2]);
  opened.push(variable);
  values[0] = 9;
  expect([...variable.values()]).toEqual([1, 2]);
});

test('a tensor read from a variable keeps its values over an update', () => {
  const { variable, update } = setUp(
    { optimiser: 'sgd', momentum: 0, weightDecay: 0 },
    'a/kernel',
    [1],
  );
  const before = variable.read();
  update([1], 0.5, 1);
  expect([...before.dataSync()]).toEqual([1]);
  expect([...variable.values()]).toEqual([0.5]);
  before.dispose();
});

test('the cosine schedule starts at the full rate, is half of it in the middle and ends near zero', () => {
  const plan = { learningRate: 0.2, schedule: 'cosine', iterations: 100 } as const;
  expect(learningRateAt(plan, 0)).toBe(0.2);
  expect(learningRateAt(plan, 50)).toBeCloseTo(0.1, 12);
  expect(learningRateAt(plan, 99)).toBeLessThan(0.0001);
  expect(learningRateAt({ ...plan, schedule: 'constant' }, 99)).toBe(0.2);
});

test('the step schedule multiplies by its factor every so many iterations: 0.2, 0.1, 0.05', () => {
  const plan = { learningRate: 0.2, schedule: 'step', iterations: 100 } as const;
  const halving = { ...plan, stepFactor: 0.5, stepEvery: 30 };
  expect([0, 29, 30, 59, 60].map((iteration) => learningRateAt(halving, iteration))).toEqual([
    0.2, 0.2, 0.1, 0.1, 0.05,
  ]);
  expect(learningRateAt(plan, 1000)).toBeCloseTo(0.02, 12);
});

import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import type { Layer } from '../../../src-main/trainer-process/architectures/architecture';
import { tensorOf, valuesOf } from '../../../src-main/trainer-process/kernels/tensorflow';
import { Network } from '../../../src-main/trainer-process/network';

const conv = (name: string, filters: number): Layer => ({ kind: 'convolution', name, filters });
const pool: Layer = { kind: 'max-pooling' };
const wholePicture: Layer = { kind: 'global-max-pooling' };
const flatten: Layer = { kind: 'flatten' };
const dense = (name: string, units: number, activation: 'relu' | 'none'): Layer => ({
  kind: 'dense',
  name,
  units,
  activation,
});

const networks: Readonly<Record<string, readonly Layer[]>> = {
  'a convolution': [conv('a', 3)],
  'a convolution and pooling that drops an odd row and column': [conv('a', 3), pool],
  'pooling after pooling': [conv('a', 3), pool, pool],
  'two convolutions in a row': [conv('a', 3), conv('b', 2)],
  'the largest of each channel': [conv('a', 3), wholePicture, flatten, dense('b', 4, 'none')],
  'scaling between convolutions': [conv('a', 3), { kind: 'scaling', factor: 0.25 }, conv('b', 2)],
  'scaling before the first convolution': [{ kind: 'scaling', factor: 4 }, conv('a', 3), pool],
  'scaling that no convolution follows': [conv('a', 3), { kind: 'scaling', factor: 4 }, pool],
  'a dense layer': [flatten, dense('a', 4, 'none')],
  'dense layers with ReLU': [flatten, dense('a', 4, 'relu'), dense('b', 3, 'none')],
  'a whole small network': [
    conv('a', 3),
    conv('b', 4),
    pool,
    conv('c', 5),
    pool,
    flatten,
    dense('d', 6, 'relu'),
    dense('e', 3, 'none'),
  ],
};

const inputShape = [7, 9, 2];
const samples = 3;

function gaussians(purpose: string, length: number): Float32Array {
  const stream = randomStream(3, purpose);
  return Float32Array.from({ length }, () => stream.gaussian());
}

function product(shape: readonly number[]): number {
  return shape.reduce((all, side) => all * side, 1);
}

function makeNetwork(layers: readonly Layer[]): Network {
  return new Network(layers, inputShape, (name, shape) =>
    gaussians(name, product(shape)).map((value) => value * 0.5),
  );
}

/** The same network in tfjs' own functions: convolution, bias, ReLU, pooling, in the order of the layers. */
function sameInTfjs(
  layers: readonly Layer[],
  input: tf.Tensor,
  parameters: ReadonlyMap<string, tf.Tensor>,
): tf.Tensor {
  const parameter = (name: string): tf.Tensor => {
    const found = parameters.get(name);
    if (found === undefined) {
      throw new Error(`no ${name}`);
    }
    return found;
  };
  return layers.reduce<tf.Tensor>((current, layer) => {
    switch (layer.kind) {
      case 'convolution': {
        const kernel = parameter(`${layer.name}/kernel`).as4D(
          3,
          3,
          current.shape[3] ?? 0,
          layer.filters,
        );
        return tf.relu(
          tf
            .conv2d(
              current.as4D(
                samples,
                current.shape[1] ?? 0,
                current.shape[2] ?? 0,
                current.shape[3] ?? 0,
              ),
              kernel,
              1,
              'same',
            )
            .add(parameter(`${layer.name}/bias`)),
        );
      }
      case 'max-pooling':
        return tf.maxPool(
          current.as4D(
            samples,
            current.shape[1] ?? 0,
            current.shape[2] ?? 0,
            current.shape[3] ?? 0,
          ),
          2,
          2,
          'valid',
        );
      case 'global-max-pooling':
        return tf.max(current, [1, 2], true);
      case 'scaling':
        return current.mul(layer.factor);
      case 'flatten':
        return current.reshape([samples, -1]);
      case 'dense': {
        const sums = current
          .matMul(parameter(`${layer.name}/kernel`))
          .add(parameter(`${layer.name}/bias`));
        return layer.activation === 'relu' ? tf.relu(sums) : sums;
      }
    }
  }, input);
}

/** Loss = Σ output · weight, so that its gradient with respect to the output is `weight`. */
function ownGradients(
  network: Network,
  inputValues: Float32Array,
  shape: readonly number[] = inputShape,
) {
  const gradients = new Map<string, Float32Array>();
  let output = new Float32Array();
  const input = tensorOf(inputValues, [samples, ...shape]);
  network.train(
    input,
    (result) => {
      output = new Float32Array(valuesOf(result));
      return tensorOf(gaussians('weight', output.length), result.shape);
    },
    (name, gradient) => {
      gradients.set(name, new Float32Array(valuesOf(gradient)));
    },
  );
  input.dispose();
  return { gradients, output };
}

function expectClose(own: Float32Array, other: ArrayLike<number>, tolerance: number): void {
  expect(own.length).toBe(other.length);
  const scale = Math.max(...Array.from(other, Math.abs), 1e-3);
  own.forEach((value, at) => {
    expect(Math.abs(value - (other[at] ?? NaN))).toBeLessThanOrEqual(tolerance * scale);
  });
}

for (const [what, layers] of Object.entries(networks)) {
  test(`output and gradients of ${what} equal those of tfjs`, () => {
    const network = makeNetwork(layers);
    const inputValues = gaussians('input', samples * product(inputShape));
    const { gradients, output } = ownGradients(network, inputValues);
    const names = [...network.parameters.keys()];
    expect([...gradients.keys()].sort()).toEqual([...names].sort());
    tf.tidy(() => {
      const input = tf.tensor(inputValues, [samples, ...inputShape]);
      const values = names.map((name) => {
        const variable = network.parameters.get(name);
        return tf.tensor(variable?.values() ?? [], [...(variable?.shape ?? [])]);
      });
      const run = (...tensors: tf.Tensor[]) =>
        sameInTfjs(layers, input, new Map(names.map((name, at) => [name, tensors[at] ?? input])));
      expectClose(output, run(...values).dataSync(), 1e-5);
      const weights = gaussians('weight', output.length);
      const theirs = tf.grads((...tensors: tf.Tensor[]) => {
        const result = run(...tensors);
        return result.mul(tf.tensor(weights, result.shape)).sum();
      })(values);
      names.forEach((name, at) => {
        expectClose(gradients.get(name) ?? new Float32Array(), theirs[at]?.dataSync() ?? [], 1e-4);
      });
    });
    network.dispose();
  });

  test(`gradients of ${what} equal finite differences`, () => {
    const network = makeNetwork(layers);
    const inputValues = gaussians('input', samples * product(inputShape));
    const { gradients, output } = ownGradients(network, inputValues);
    const weights = gaussians('weight', output.length);
    const lossOf = (): number => {
      const input = tensorOf(inputValues, [samples, ...inputShape]);
      const result = network.forward(input);
      const loss = valuesOf(result).reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
      result.dispose();
      input.dispose();
      return loss;
    };
    for (const [name, variable] of network.parameters) {
      const values = variable.values();
      // Along the gradient itself the change is largest, and rounding matters least.
      const gradient = gradients.get(name) ?? new Float32Array();
      const length = Math.hypot(...gradient);
      const step = 1e-3;
      const along = (sign: number): number => {
        variable.assign(
          values.map((value, at) => value + (sign * step * (gradient[at] ?? 0)) / length),
        );
        return lossOf();
      };
      const slope = (along(1) - along(-1)) / (2 * step);
      variable.assign(values);
      expect(slope / length).toBeGreaterThan(0.97);
      expect(slope / length).toBeLessThan(1.03);
    }
    network.dispose();
  });
}

test('a pass without a gradient leaves the parameters and no tensor behind', () => {
  const network = makeNetwork(networks['a whole small network'] ?? []);
  const before = tf.memory().numTensors;
  const input = tensorOf(gaussians('input', samples * product(inputShape)), [
    samples,
    ...inputShape,
  ]);
  network.train(
    input,
    () => null,
    () => {
      throw new Error('there was no gradient');
    },
  );
  input.dispose();
  expect(tf.memory().numTensors).toBe(before);
  network.dispose();
});

test('one channel gives what as many equal channels give, forward and backward', () => {
  const layers = networks['a whole small network'] ?? [];
  const network = makeNetwork([{ kind: 'scaling', factor: 0.25 }, ...layers]);
  const [height = 0, width = 0, channels = 0] = inputShape;
  const gray = gaussians('gray', samples * height * width);
  const equal = Float32Array.from({ length: gray.length * channels }, (_, at) => {
    return gray[Math.floor(at / channels)] ?? 0;
  });
  const one = ownGradients(network, gray, [height, width, 1]);
  const all = ownGradients(network, equal);
  expectClose(one.output, all.output, 1e-5);
  expect([...one.gradients.keys()]).toEqual([...all.gradients.keys()]);
  for (const [name, gradient] of one.gradients) {
    expectClose(gradient, all.gradients.get(name) ?? [], 1e-5);
  }
  expect(one.gradients.get('a/kernel')).toHaveLength(3 * 3 * channels * 3);
  network.dispose();
});

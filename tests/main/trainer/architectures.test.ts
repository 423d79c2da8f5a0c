import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomStream } from '../../../src-shared/dataset/random';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';
import { imageNetMeans } from '../../../src-shared/training/weight-input';
import {
  allArchitectures,
  architectureNamed,
} from '../../../src-main/trainer-process/architectures/all-architectures';
import {
  leadingLayers,
  outputShapes,
  operationCount,
  parameterCount,
} from '../../../src-main/trainer-process/architectures/architecture';
import {
  liveTensors,
  tensorOf,
  valuesOf,
} from '../../../src-main/trainer-process/kernels/tensorflow';
import { readModel, writeModel } from '../../../src-main/trainer-process/model-file';
import { Network } from '../../../src-main/trainer-process/network';
import { Optimiser } from '../../../src-main/trainer-process/optimiser';
import { temporaryFolder } from './tiny-job';

const folder = join(import.meta.dirname, '../../../src-main/trainer-process/architectures');
const picture = [224, 224, 3];

test('the registry holds exactly the files of its folder, by their names', () => {
  const files = readdirSync(folder).flatMap(
    (name) => name.match(/^(.+)\.architecture\.ts$/)?.[1] ?? [],
  );
  expect(allArchitectures.map(({ name }) => name)).toEqual(files.sort());
});

test('an unknown architecture is refused with the known names', () => {
  expect(() => architectureNamed('resnet')).toThrow(ExpectedFailure);
});

test('VGG16 has 134,309,708 parameters for 12 classes at 224', () => {
  const layers = architectureNamed('vgg16').layers({ classes: 12, filters: null });
  expect(parameterCount(layers, picture)).toBe(134_309_708);
  // 15,346,630,656 multiplications of convolutions, 25,088·4,096 + 4,096² + 4,096·12 of dense layers.
  expect(operationCount(layers, picture)).toBe(2 * (15_346_630_656 + 119_586_816));
});

test('the student (4, 8, 16, 4, 4) has 858,380 parameters for 12 classes at 224', () => {
  const layers = architectureNamed('student').layers({ classes: 12, filters: [4, 8, 16, 4, 4] });
  expect(parameterCount(layers, picture)).toBe(858_380);
});

test('VGG11 has the published 132,863,336 parameters for 1,000 classes, and 9,220,480 in its convolutions', () => {
  const layers = architectureNamed('vgg11').layers({ classes: 1000, filters: null });
  expect(parameterCount(layers, picture)).toBe(132_863_336);
  expect(parameterCount(layers.slice(0, leadingLayers(layers, 5)), picture)).toBe(9_220_480);
});

test('a shortened VGG16 begins with the very convolutions of the whole one', () => {
  const names = (architecture: string) =>
    architectureNamed(architecture)
      .layers({ classes: 4, filters: null })
      .flatMap((layer) =>
        layer.kind === 'convolution' && layer.name.startsWith('block') ? [layer.name] : [],
      );
  const whole = names('vgg16');
  const shortened = { one: 2, two: 4, three: 7, four: 10 } as const;
  for (const [word, count] of Object.entries(shortened)) {
    const name = `vgg16-${word}-block${word === 'one' ? '' : 's'}`;
    expect(names(name)).toEqual(whole.slice(0, count));
  }
});

test('convolutions of VGG16 have 14,714,688 parameters', () => {
  const layers = architectureNamed('vgg16').layers({ classes: 12, filters: null });
  const convolutions = layers.slice(0, leadingLayers(layers, 5));
  expect(parameterCount(convolutions, picture)).toBe(14_714_688);
  expect(outputShapes(convolutions, picture).at(-1)).toEqual([7, 7, 512]);
});

test('a patch that pooling uses up is refused', () => {
  const layers = architectureNamed('student').layers({ classes: 4, filters: [4, 4, 4, 4, 4] });
  expect(() => outputShapes(layers, [31, 31, 3])).toThrow(/too small/);
  expect(outputShapes(layers, [32, 32, 3]).at(-1)).toEqual([4]);
});

/** Cheap random numbers around zero with He's deviation (xorshift); VGG16 has many. */
function spread(shape: readonly number[], fanIn: number): Float32Array {
  const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
  const width = fanIn === 0 ? 0 : Math.sqrt(24 / fanIn);
  let state = 0x9e3779b1 ^ values.length;
  for (let at = 0; at < values.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[at] = width * ((state >>> 0) / 2 ** 32 - 0.5);
  }
  return values;
}

// Large enough for five poolings; VGG16's dense layers then see one number a filter.
const smallPicture = [32, 32, 3];

for (const definition of allArchitectures) {
  const plan =
    definition.role === 'teacher'
      ? { ...teacherPreset('quick', 'scratch'), architecture: definition.name, patchSize: 32 }
      : {
          ...studentPreset('quick', teacherPreset('quick', 'scratch'), 'teacher', [4, 8, 16, 4, 4]),
          patchSize: 32,
        };
  const layers = definition.layers({
    classes: 4,
    filters: plan.kind === 'student' ? plan.filters : null,
  });
  const input = (count: number) => {
    const stream = randomStream(1, 'input');
    const values = Float32Array.from({ length: count * 32 * 32 * 3 }, () => 50 * stream.gaussian());
    return tensorOf(values, [count, ...smallPicture]);
  };

  test(`${definition.name} gives one row of logits a patch, leaks nothing, and survives saving`, () => {
    const atStart = liveTensors();
    const network = new Network(layers, smallPicture, (_, shape, fanIn) => spread(shape, fanIn));
    const optimiser = new Optimiser(
      { optimiser: 'sgd', momentum: 0.9, weightDecay: 1e-4 },
      network.parameters,
    );
    const before = liveTensors();
    for (let iteration = 1; iteration <= 2; iteration += 1) {
      const batch = input(2);
      network.train(
        batch,
        (output) => {
          expect(output.shape).toEqual([2, 4]);
          return tensorOf(new Float32Array(8).fill(0.01), output.shape);
        },
        (name, gradient) => {
          optimiser.update(name, gradient, 1e-6, iteration);
        },
      );
      batch.dispose();
      expect(liveTensors()).toBe(before);
    }
    const path = join(temporaryFolder(), 'model.safetensors');
    writeModel(path, [network], {
      plan,
      textures: ['a', 'b'],
      trial: 1,
      iteration: 2,
      means: imageNetMeans,
    });
    const again = readModel(path, plan, 2);
    const batch = input(3);
    const outputs = [network, again].map((one) => {
      const output = one.forward(batch);
      const values = valuesOf(output);
      output.dispose();
      return values;
    });
    expect(outputs[0]).toEqual(outputs[1]);
    batch.dispose();
    again.dispose();
    optimiser.dispose();
    network.dispose();
    expect(liveTensors()).toBe(atStart);
  });
}

/** Larger tensors stay where they are: moving them takes seconds, and their layers' kinds are tested by smaller ones. */
const largestMoved = 600_000;

for (const definition of allArchitectures) {
  test(`along its gradient, the loss of ${definition.name} rises as the gradient says`, () => {
    const layers = definition.layers({
      classes: 4,
      filters: definition.role === 'student' ? [4, 8, 16, 4, 4] : null,
    });
    const network = new Network(layers, smallPicture, (_, shape, fanIn) => spread(shape, fanIn));
    const stream = randomStream(2, 'input');
    const input = tensorOf(
      Float32Array.from({ length: 32 * 32 * 3 }, () => 50 * stream.gaussian()),
      [1, ...smallPicture],
    );
    // The loss is this weighted sum of the logits.
    const weights = Float32Array.from([1, -2, 3, -1]);
    const lossOf = (): number => {
      const output = network.forward(input);
      const loss = valuesOf(output).reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
      output.dispose();
      return loss;
    };
    const gradients = new Map<string, Float32Array>();
    let size = 0;
    network.train(
      input,
      (output) => {
        size = Math.hypot(...valuesOf(output));
        return tensorOf(weights, output.shape);
      },
      (name, gradient) => {
        if (gradient.size <= largestMoved) gradients.set(name, valuesOf(gradient).slice());
      },
    );
    const before = new Map(
      [...network.parameters].flatMap(([name, one]) =>
        gradients.has(name) ? [[name, one.values()] as const] : [],
      ),
    );
    let squares = 0;
    for (const values of gradients.values()) {
      for (const value of values) squares += value * value;
    }
    // Far enough for single precision, near enough for the loss to be straight.
    const step = (size * 1e-3) / squares;
    const along = (sign: number): number => {
      for (const [name, values] of before) {
        const gradient = gradients.get(name);
        const moved = values.map((value, at) => value + sign * step * (gradient?.[at] ?? 0));
        network.parameters.get(name)?.assign(moved);
      }
      return lossOf();
    };
    const slope = (along(1) - along(-1)) / (2 * step);
    expect(slope / squares).toBeGreaterThan(0.97);
    expect(slope / squares).toBeLessThan(1.03);
    input.dispose();
    network.dispose();
  });
}

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logitDifference, logitTolerance } from '../../../src-shared/deployment/logit-agreement';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';
import { imageNetMeans } from '../../../src-shared/training/weight-input';
import { exportedNetwork } from '../../../src-main/decoder-process/deployment/exported-network';
import { onnxModel } from '../../../src-main/decoder-process/deployment/onnx-model';
import { patchLogits } from '../../../src-main/decoder-process/deployment/onnx-session';
import { allArchitectures } from '../../../src-main/trainer-process/architectures/all-architectures';
import { tensorOf, valuesOf } from '../../../src-main/trainer-process/kernels/tensorflow';
import { Network } from '../../../src-main/trainer-process/network';
import { temporaryFolder } from '../temporary-project';

// Poolings of 52 pixels drop an odd row at 13 and at 3.
const patchSize = 52;
const textures = 2;
const patches = 3;

/** Numbers between −1 and 1 that look random. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

function planOf(architecture: string) {
  const teacher = { ...teacherPreset('quick', 'scratch'), architecture, patchSize };
  return architecture === 'student'
    ? { ...studentPreset('quick', teacher, 'r0001-teacher', [4, 8, 16, 4, 4]), patchSize }
    : teacher;
}

/** Largest difference between the exported model under ONNX Runtime and the trainer's own network on three channels. */
async function differenceOf(architecture: string, channels: 1 | 3): Promise<number> {
  const plan = planOf(architecture);
  const definition = allArchitectures.find(({ name }) => name === architecture);
  const filters = plan.kind === 'student' ? plan.filters : null;
  const layers = definition?.layers({ classes: 2 * textures, filters }) ?? [];
  let seed = 0;
  const network = new Network(layers, [patchSize, patchSize, 3], (_name, shape, fanIn) => {
    seed += 1;
    const count = shape.reduce((product, side) => product * side, 1);
    const size = fanIn === 0 ? 0.1 : Math.sqrt(6 / fanIn);
    return numbers(count, seed).map((value) => value * size);
  });
  const pixels = Uint8Array.from(
    numbers(patches * channels * patchSize ** 2, 99),
    (value) => 127.5 + 127 * value,
  );
  const input = tensorOf(threeChannels(pixels, channels), [patches, patchSize, patchSize, 3]);
  const output = network.forward(input);
  const logits = valuesOf(output);
  const expected = Array.from({ length: patches }, (_, at) => [
    ...logits.subarray(2 * textures * at, 2 * textures * (at + 1)),
  ]);
  const exported = exportedNetwork(plan, textures, channels, imageNetMeans, (name) => {
    const variable = network.parameters.get(name);
    if (variable === undefined) throw new Error(`There is no ${name}.`);
    return variable.values();
  });
  const bytes = await onnxModel(exported, {}, '0');
  const file = join(temporaryFolder(), 'model.onnx');
  writeFileSync(file, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const classes = 2 * textures;
  const model = { file, sha256, channels, patchSize, classes, filters, threads: 2 };
  const found = await patchLogits(model, pixels);
  input.dispose();
  output.dispose();
  network.dispose();
  // Logits that hardly depend on the pixels would agree whatever was wrong before them.
  const spread = expected.flat().map((value) => Math.abs(value));
  expect(Math.max(...spread)).toBeGreaterThan(0.1);
  expect(logitDifference([expected[0] ?? []], [expected[1] ?? []])).toBeGreaterThan(0.01);
  return logitDifference(found, expected);
}

/** What the trained network sees of these bytes: three equal channels of gray, or blue, green, red, less means. */
function threeChannels(pixels: Uint8Array, channels: 1 | 3): Float32Array {
  const plane = patchSize ** 2;
  const values = new Float32Array(patches * plane * 3);
  for (let patch = 0; patch < patches; patch += 1) {
    for (let place = 0; place < plane; place += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const from = channels === 1 ? patch * plane : (patch * 3 + 2 - channel) * plane;
        const mean = channels === 1 ? imageNetMeans.gray : (imageNetMeans.colour[channel] ?? 0);
        values[(patch * plane + place) * 3 + channel] = (pixels[from + place] ?? 0) - mean;
      }
    }
  }
  return values;
}

/** Tens of millions of numbers: their layers are of kinds that the others have. */
const large = ['vgg11', 'vgg16'];

test.each(allArchitectures.map(({ name }) => name))(
  '%s: gray bytes in one channel give the logits of three equal channels',
  async (name) => {
    if (large.includes(name) && process.env['ELLIPSIGHT_WHOLE_NETWORKS'] === undefined) {
      console.info(`${name} is tried by "npm run test:long networks".`);
      return;
    }
    const difference = await differenceOf(name, 1);
    expect(difference).toBeLessThanOrEqual(logitTolerance);
    console.info(`${name}: logits differ by ${difference.toExponential(1)} at most`);
  },
);

test.each(['student', 'vgg16-one-block'])(
  '%s: red, green, blue bytes give the logits of the trained blue, green, red',
  async (name) => {
    expect(await differenceOf(name, 3)).toBeLessThanOrEqual(logitTolerance);
  },
);

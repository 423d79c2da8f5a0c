import {
  appendFileSync,
  existsSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vgg16Blocks } from '../../../src-main/trainer-process/architectures/vgg16-layers';
import { liveTensors } from '../../../src-main/trainer-process/kernels/tensorflow';
import { Network } from '../../../src-main/trainer-process/network';
import type { PatchInput } from '../../../src-main/trainer-process/patch-input';
import { PatchOutputs } from '../../../src-main/trainer-process/patch-outputs';
import type { DrawnPatch } from '../../../src-main/trainer-process/patch-pixels';
import { heInitialisation } from '../../../src-main/trainer-process/weights/initialise';
import { temporaryFolder } from './tiny-job';

const inputShape = [8, 8, 3];
const outputShape = [4, 4, 64];
const outputBytes = 4 * 4 * 4 * 64;
const recordBytes = 16 + 32 + outputBytes;

/** Numbers that follow from the patch alone. */
const input: PatchInput = {
  shape: inputShape,
  networkShape: inputShape,
  write: (patches, target) => {
    patches.forEach((patch, at) => {
      for (let index = 0; index < 192; index += 1) {
        target[at * 192 + index] = Math.sin(index + 10 * patch.x + 100 * patch.form);
      }
    });
  },
};

const patch = (x: number, form = 0): DrawnPatch => ({ image: 3, x, y: 0, form });

function withNetwork(use: (network: Network) => void): void {
  const network = new Network(vgg16Blocks(1), inputShape, (name, shape, fanIn) =>
    heInitialisation(1, 1, name, shape, fanIn),
  );
  const before = liveTensors();
  use(network);
  expect(liveTensors()).toBe(before);
  network.dispose();
}

function outputOf(outputs: PatchOutputs, one: DrawnPatch): Float32Array {
  const values = new Float32Array(outputBytes / 4);
  outputs.write([one], values);
  return values;
}

test('a patch is computed once, also by the next process, and its numbers stay', () => {
  withNetwork((network) => {
    const path = join(temporaryFolder(), 'cache/a.outputs');
    const first = new PatchOutputs(path, [network], input, outputShape, 1e9);
    const expected = outputOf(first, patch(1));
    expect(outputOf(first, patch(1))).toEqual(expected);
    expect(outputOf(first, patch(1, 5))).not.toEqual(expected);
    expect(first.computed).toBe(2);
    first.close();
    const second = new PatchOutputs(path, [network], input, outputShape, 1e9);
    expect(outputOf(second, patch(1))).toEqual(expected);
    expect(second.computed).toBe(0);
    second.remove();
    expect(existsSync(path)).toBe(false);
  });
});

test('what a power cut left torn is computed anew, to the same numbers', () => {
  withNetwork((network) => {
    const path = join(temporaryFolder(), 'a.outputs');
    const first = new PatchOutputs(path, [network], input, outputShape, 1e9);
    const expected = [1, 2, 3].map((x) => outputOf(first, patch(x)));
    first.close();
    const whole = readFileSync(path);
    expect(whole.length).toBe(3 * recordBytes);
    const damages: readonly (() => void)[] = [
      () => {
        truncateSync(path, 3 * recordBytes - 1);
      },
      () => {
        const flipped = Buffer.from(whole);
        flipped[2 * recordBytes + 100] = (flipped[2 * recordBytes + 100] ?? 0) ^ 4;
        writeFileSync(path, flipped);
      },
      () => {
        truncateSync(path, 2 * recordBytes);
        appendFileSync(path, Buffer.alloc(recordBytes));
      },
    ];
    for (const damage of damages) {
      writeFileSync(path, whole);
      damage();
      const again = new PatchOutputs(path, [network], input, outputShape, 1e9);
      expect([1, 2, 3].map((x) => outputOf(again, patch(x)))).toEqual(expected);
      expect(again.computed).toBe(1);
      again.close();
      expect(readFileSync(path)).toEqual(whole);
    }
  });
});

test('a full file keeps what it has and computes the rest each time', () => {
  withNetwork((network) => {
    const path = join(temporaryFolder(), 'a.outputs');
    const outputs = new PatchOutputs(path, [network], input, outputShape, 2 * recordBytes);
    expect([1, 2, 3].map((x) => outputs.keep(patch(x)))).toEqual([true, true, false]);
    expect(outputOf(outputs, patch(3))).toEqual(outputOf(outputs, patch(3)));
    expect(outputs.computed).toBe(5);
    expect(statSync(path).size).toBe(2 * recordBytes);
    outputs.close();
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeSafetensors } from '../../../src-main/trainer-process/weights/safetensors-file';
import { fixture, refusal, temporaryFolder } from './weight-files';

const names = ['whole.h5', 'keras3.weights.h5', 'torch.safetensors', 'torch.onnx'];

test.each(names)('%s cut off at each tenth is refused', async (name) => {
  const whole = readFileSync(fixture(name));
  const file = join(temporaryFolder(), name);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    writeFileSync(file, whole.subarray(0, Math.floor((whole.length * tenth) / 10)));
    expect(await refusal(file), `${tenth} tenths`).not.toBe('');
  }
});

test.each(names)(
  '%s with spoilt bytes is read or refused, and never breaks the reader',
  async (name) => {
    const whole = readFileSync(fixture(name));
    const file = join(temporaryFolder(), name);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 4095 }), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 12,
        }),
        async (flips) => {
          const spoilt = Buffer.from(whole);
          for (const [at, bits] of flips) spoilt[at] = (spoilt[at] ?? 0) ^ bits;
          writeFileSync(file, spoilt);
          expect(typeof (await refusal(file, 'vgg16-one-block'))).toBe('string');
        },
      ),
      { numRuns: 25 },
    );
  },
);

/** A safetensors file with this header and so many bytes of data. */
function safetensors(header: object, dataBytes: number, headerLength?: number): string {
  const file = join(temporaryFolder(), 'made.safetensors');
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(headerLength ?? text.length));
  writeFileSync(file, Buffer.concat([length, text, Buffer.alloc(dataBytes)]));
  return file;
}

test('a safetensors header that lies about its length, its shapes or its places is refused', async () => {
  const one = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
  expect(await refusal(safetensors({ a: one }, 8, 2 ** 52))).toContain('header claims');
  expect(await refusal(safetensors({ a: one }, 8, 10_000))).toContain('ends inside its header');
  expect(await refusal(safetensors({ a: { ...one, shape: [2 ** 40] } }, 8))).toContain(
    'should take',
  );
  expect(await refusal(safetensors({ a: { ...one, data_offsets: [8, 16] } }, 16))).toContain(
    'hole',
  );
  expect(await refusal(safetensors({ a: one }, 4))).toContain('take 8 bytes');
});

test('a tensor of another shape is named with both shapes, and none of it is read', async () => {
  const file = safetensors(
    {
      'features.0.weight': { dtype: 'F32', shape: [64, 1, 3, 3], data_offsets: [0, 2304] },
      'features.0.bias': { dtype: 'F32', shape: [64], data_offsets: [2304, 2560] },
    },
    2560,
  );
  expect(await refusal(file, 'vgg16-one-block')).toBe(
    'block1_conv1 (features.0 in the file) has a kernel of 3×3×1×64, not 3×3×3×64. ' +
      'block1_conv2 is missing; it should be 3×3×64×64.',
  );
});

test('whole numbers, and numbers that are none, are refused with the layer', async () => {
  const shapes = { 'block1_conv1/kernel': [3, 3, 3, 64], 'block1_conv1/bias': [64] };
  const integers = safetensors(
    {
      'block1_conv1/kernel': { dtype: 'I32', shape: [3, 3, 3, 64], data_offsets: [0, 6912] },
      'block1_conv1/bias': { dtype: 'F32', shape: [64], data_offsets: [6912, 7168] },
    },
    7168,
  );
  expect(await refusal(integers, 'vgg16-one-block')).toContain(
    'block1_conv1 cannot be used: it is stored as I32',
  );
  const file = join(temporaryFolder(), 'nan.safetensors');
  writeSafetensors(
    file,
    Object.entries(shapes).map(([name, shape]) => ({
      name,
      shape,
      values: () => {
        const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
        if (name.endsWith('kernel')) values[7] = NaN;
        return values;
      },
    })),
  );
  expect(await refusal(file, 'vgg16-one-block')).toContain(
    'block1_conv1 cannot be used: 1 of the 1728 numbers of its kernel are not finite.',
  );
});

test('a model.json whose parts lead elsewhere, are missing or too short is refused', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'model.json');
  const model = (paths: readonly string[], side = 64) =>
    JSON.stringify({
      weightsManifest: [
        {
          paths,
          weights: [
            { name: 'block1_conv1/kernel', shape: [3, 3, 3, side], dtype: 'float32' },
            { name: 'block1_conv1/bias', shape: [side], dtype: 'float32' },
          ],
        },
      ],
    });
  writeFileSync(join(folder, 'short.bin'), Buffer.alloc(100));
  for (const [text, told] of [
    [model(['../../etc/passwd']), 'no model.json'],
    [model(['gone.bin']), 'gone.bin is not beside'],
    [model(['short.bin']), 'block1_conv1 cannot be used: its parts are too short'],
    [model(['short.bin'], 2 ** 30), 'has a kernel of 3×3×3×1073741824'],
    ['{"weightsManifest": 3}', 'no model.json'],
    ['{', 'no model.json'],
  ] as const) {
    writeFileSync(file, text);
    expect(await refusal(file, 'vgg16-one-block')).toContain(told);
  }
});

test('archives and other files are refused with what to do', async () => {
  const folder = temporaryFolder();
  for (const [name, bytes, told] of [
    ['vgg16.pth', 'PK\u0003\u0004', 'safetensors'],
    ['vgg16.keras', 'PK\u0003\u0004', 'save_weights'],
    ['picture.png', '\u0089PNG', 'none of the formats'],
    ['empty.h5', '', 'none of the formats'],
  ] as const) {
    writeFileSync(join(folder, name), Buffer.from(bytes, 'latin1'));
    expect(await refusal(join(folder, name))).toContain(told);
  }
  expect(await refusal(join(folder, 'gone.h5'))).toContain('no such file');
});

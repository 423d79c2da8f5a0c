import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  SafetensorsFile,
  writeSafetensors,
} from '../../../src-main/trainer-process/weights/safetensors-file';
import { SafetensorsError } from '../../../src-main/trainer-process/weights/safetensors-header';
import { temporaryFolder } from './tiny-job';

const tensors = [
  { name: 'a/kernel', shape: [2, 3], values: () => Float32Array.of(1, -2, 3.5, 0, -0, 1e-30) },
  { name: 'a/bias', shape: [], values: () => Float32Array.of(7) },
  { name: 'empty', shape: [0, 4], values: () => new Float32Array(0) },
];

function fileWith(header: string, data: Uint8Array, length = Buffer.byteLength(header)): string {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(length));
  const path = join(temporaryFolder(), 'a.safetensors');
  writeFileSync(path, Buffer.concat([size, Buffer.from(header), data]));
  return path;
}

const four = new Uint8Array(4);
const entry = (begin: number, end: number, shape: unknown = [(end - begin) / 4], dtype = 'F32') =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

test('what is written is read back bit for bit, with its metadata and hash', () => {
  const path = join(temporaryFolder(), 'a.safetensors');
  const sha256 = writeSafetensors(path, tensors, { trial: '1' });
  expect(sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
  const file = SafetensorsFile.open(path);
  expect(file.metadata.get('trial')).toBe('1');
  for (const { name, shape, values } of tensors) {
    const stored = file.read(name);
    expect(stored.shape).toEqual(shape);
    expect(Buffer.from(stored.values.buffer)).toEqual(Buffer.from(values().buffer));
  }
  file.close();
  expect(readdirSync(join(path, '..'))).toEqual(['a.safetensors']);
});

const attacks: Readonly<Record<string, { readonly path: () => string; readonly reason: RegExp }>> =
  {
    'an empty file': {
      path: () => {
        const path = join(temporaryFolder(), 'a');
        writeFileSync(path, '');
        return path;
      },
      reason: /too short/,
    },
    'a header that claims 2⁶³ bytes': {
      path: () => {
        const path = join(temporaryFolder(), 'a');
        writeFileSync(path, Buffer.from([0, 0, 0, 0, 0, 0, 0, 0x80, 0x7b]));
        return path;
      },
      reason: /claims/,
    },
    'a header longer than the file': {
      path: () => fileWith('{}', four, 500),
      reason: /ends inside/,
    },
    'a header that is no JSON': { path: () => fileWith('{"a":', four), reason: /not valid JSON/ },
    'a header that is a list': { path: () => fileWith('[]', four), reason: /not an object/ },
    'a header nested a million deep': {
      path: () => fileWith('['.repeat(1_000_000), four),
      reason: /not valid JSON|not an object/,
    },
    'a name that comes twice': {
      path: () => fileWith(`{"a":${entry(0, 4)},"a":${entry(0, 4)}}`, four),
      reason: /"a" comes twice/,
    },
    'a name that comes twice in different spelling': {
      path: () => fileWith(`{"a":${entry(0, 4)},"\\u0061":${entry(0, 4)}}`, four),
      reason: /"a" comes twice/,
    },
    'a hole at the start': {
      path: () => fileWith(`{"a":${entry(4, 8)}}`, new Uint8Array(8)),
      reason: /leaves a hole/,
    },
    'bytes that no tensor has': {
      path: () => fileWith(`{"a":${entry(0, 4)}}`, new Uint8Array(8)),
      reason: /the file holds 8/,
    },
    'tensors that overlap': {
      path: () => fileWith(`{"a":${entry(0, 8)},"b":${entry(4, 12)}}`, new Uint8Array(12)),
      reason: /"b" overlaps/,
    },
    'a place that ends before it begins': {
      path: () => fileWith(`{"a":${entry(4, 0, [1])}}`, four),
      reason: /should take 4 bytes/,
    },
    'a shape that does not fit its place': {
      path: () => fileWith(`{"a":${entry(0, 4, [2])}}`, four),
      reason: /should take 8 bytes/,
    },
    'a shape that overflows': {
      path: () => fileWith(`{"a":${entry(0, 4, [2 ** 50, 2 ** 50])}}`, four),
      reason: /should take/,
    },
    'a negative length': {
      path: () => fileWith(`{"a":${entry(0, 4, [-1])}}`, four),
      reason: /no valid shape/,
    },
    'a length that is not whole': {
      path: () => fileWith(`{"a":${entry(0, 4, [0.5])}}`, four),
      reason: /no valid shape/,
    },
    'an unknown type': {
      path: () => fileWith(`{"a":${entry(0, 4, [1], 'F99')}}`, four),
      reason: /no known type/,
    },
    'metadata that is no text': {
      path: () => fileWith(`{"__metadata__":{"x":1},"a":${entry(0, 4)}}`, four),
      reason: /not a text/,
    },
    'a header that is not UTF-8': {
      path: () => {
        const path = fileWith('{"a":1}', four);
        const bytes = readFileSync(path);
        bytes[10] = 0xff;
        writeFileSync(path, bytes);
        return path;
      },
      reason: /not UTF-8/,
    },
  };

for (const [what, { path, reason }] of Object.entries(attacks)) {
  test(`${what} is refused`, () => {
    const open = (): unknown => SafetensorsFile.open(path());
    expect(open).toThrow(SafetensorsError);
    expect(open).toThrow(reason);
  });
}

test('a tensor of another type is refused when it is read, and __proto__ is a name like others', () => {
  const path = fileWith(
    `{"half":${entry(0, 4, [2], 'F16')},"__proto__":${entry(4, 8)}}`,
    new Uint8Array(8),
  );
  const file = SafetensorsFile.open(path);
  expect(() => file.read('half')).toThrow(/is F16, not F32/);
  expect([...file.read('__proto__').values]).toEqual([0]);
  expect(() => file.read('toString')).toThrow(/holds no tensor/);
  file.close();
});

test('a file cut or changed anywhere in its header is refused or still consistent, never a crash', () => {
  const path = join(temporaryFolder(), 'a.safetensors');
  writeSafetensors(path, tensors, { trial: '1' });
  const whole = readFileSync(path);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
      const changed = Buffer.from(cut ? whole.subarray(0, at) : whole);
      if (!cut) {
        changed[at] = byte;
      }
      writeFileSync(path, changed);
      try {
        const file = SafetensorsFile.open(path);
        const bytes = file.tensors.reduce((sum, { begin, end }) => sum + end - begin, 0);
        file.close();
        expect(bytes).toBe(28);
        expect(cut).toBe(false);
      } catch (error) {
        expect(error).toBeInstanceOf(SafetensorsError);
      }
    }),
    { numRuns: 500 },
  );
});

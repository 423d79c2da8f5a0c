import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { philox } from '../../../src-shared/dataset/philox';
import { randomStream } from '../../../src-shared/dataset/random';

/** Random123's `kat_vectors`, lines "philox4x32 10": counter, key, output. */
const knownAnswers: readonly (readonly [
  readonly number[],
  readonly number[],
  readonly number[],
])[] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

/** The paper's definition over big integers, against which the 16-bit halves are checked. */
function referencePhilox(counter: readonly bigint[], key: readonly bigint[]): bigint[] {
  const mask = 0xffffffffn;
  let [c0, c1, c2, c3] = counter as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key as [bigint, bigint];
  for (let round = 0; round < 10; round += 1) {
    const product0 = 0xd2511f53n * c0;
    const product1 = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [
      (product1 >> 32n) ^ c1 ^ k0,
      product1 & mask,
      (product0 >> 32n) ^ c3 ^ k1,
      product0 & mask,
    ];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [c0, c1, c2, c3];
}

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('philox', () => {
  it.each(knownAnswers)(
    'gives the published answer for counter %j and key %j',
    (counter, key, answer) => {
      const block = Uint32Array.from(counter);
      philox(block, key[0] ?? 0, key[1] ?? 0);
      expect([...block]).toEqual(answer);
    },
  );

  it('equals the definition over big integers for any counter and key', () => {
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        const block = Uint32Array.from(counter);
        philox(block, key[0], key[1]);
        expect([...block]).toEqual(
          referencePhilox(counter.map(BigInt), key.map(BigInt)).map(Number),
        );
      }),
    );
  });
});

describe('randomStream', () => {
  it('gives the same numbers for the same seed, purpose and counters', () => {
    const draws = () => {
      const stream = randomStream(7, 'patches', 3, 'ab');
      return [
        stream.uint32(),
        stream.uniform(),
        stream.gaussian(),
        stream.integer(10),
        stream.uint32(),
      ];
    };
    expect(draws()).toEqual(draws());
  });

  it('keeps its rule: the first words of a stated stream never change', () => {
    // Worked with the big-integer definition and the rule in randomStream's docstring:
    // words 5, 0, length 2, "ab" = 0x00620061, one counter, 0, 9, 0.
    let state = [0n, 0n, 0n, 0n];
    const words = [5n, 0n, 2n, 0x00620061n, 1n, 0n, 9n, 0n];
    for (let i = 0; i < words.length; i += 2) {
      const next = referencePhilox(state, words.slice(i, i + 2));
      state = state.map((value, j) => value ^ (next[j] ?? 0n));
    }
    const block = (index: bigint) =>
      referencePhilox([index, 0n, state[2] ?? 0n, state[3] ?? 0n], state.slice(0, 2)).map(Number);
    const stream = randomStream(5, 'ab', 9);
    const drawn = Array.from({ length: 8 }, () => stream.uint32());
    expect(drawn).toEqual([...block(0n), ...block(1n)]);
  });

  it('gives other numbers for any other seed, purpose or counter', () => {
    const first = (stream: ReturnType<typeof randomStream>) => stream.uint32();
    const firsts = [
      randomStream(1, 'a'),
      randomStream(2, 'a'),
      randomStream(1, 'b'),
      randomStream(1, 'a', 0),
      randomStream(1, 'a', 1),
      randomStream(1, 'a', 0, 0),
      randomStream(1, 'a', '0'),
      randomStream(1, 'a', '00'),
      randomStream(1, 'a0'),
      randomStream(1 + 2 ** 32, 'a'),
      randomStream(1, 'a', 2 ** 32),
    ].map(first);
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('refuses seeds, counters and bounds that are not in range', () => {
    for (const value of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => randomStream(value, 'a')).toThrow(RangeError);
      expect(() => randomStream(1, 'a', value)).toThrow(RangeError);
      expect(() => randomStream(1, 'a').integer(value)).toThrow(RangeError);
    }
    expect(() => randomStream(1, 'a').integer(0)).toThrow(RangeError);
  });

  it('draws uniform numbers with mean 1/2 and variance 1/12 that never reach 1', () => {
    const stream = randomStream(1, 'uniform-test');
    const count = 200_000;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < count; i += 1) {
      const value = stream.uniform();
      expect(value >= 0 && value < 1).toBe(true);
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    // Five standard errors of the mean: 5·sqrt(1/12/200000) = 0.0032.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.0032);
    expect(Math.abs(squares / count - mean * mean - 1 / 12)).toBeLessThan(0.001);
  });

  it('draws normal numbers with the moments 0, 1, 0, 3', () => {
    const stream = randomStream(1, 'gaussian-test');
    const count = 200_000;
    const moments = [0, 0, 0, 0];
    for (let i = 0; i < count; i += 1) {
      const value = stream.gaussian();
      moments.forEach((moment, power) => {
        moments[power] = moment + value ** (power + 1) / count;
      });
    }
    // Five standard errors: sqrt(1, 2, 15, 96)·5/sqrt(200000).
    [0, 1, 0, 3].forEach((expected, power) => {
      const tolerance = (5 * Math.sqrt([1, 2, 15, 96][power] ?? 0)) / Math.sqrt(count);
      expect(Math.abs((moments[power] ?? Number.NaN) - expected)).toBeLessThan(tolerance);
    });
  });

  it('draws every integer below the bound equally often', () => {
    const stream = randomStream(1, 'integer-test');
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i += 1) {
      const value = stream.integer(7);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    const chiSquared = counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
    // 99.999 % point of chi-squared with 6 degrees of freedom: 33.1.
    expect(chiSquared).toBeLessThan(33.1);
  });

  it('stays below any bound, also above 32 bits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 53 - 1 }), fc.nat(), (bound, seed) => {
        const value = randomStream(seed, 'bounds').integer(bound);
        expect(Number.isSafeInteger(value) && value >= 0 && value < bound).toBe(true);
      }),
    );
  });

  it('shuffles a copy that holds the same values, every order equally often', () => {
    const values = [1, 2, 3] as const;
    const stream = randomStream(1, 'shuffle-test');
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i += 1) {
      const key = stream.shuffle(values).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(values).toEqual([1, 2, 3]);
    expect([...counts.keys()].sort()).toEqual(['123', '132', '213', '231', '312', '321']);
    const chiSquared = [...counts.values()].reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0);
    // 99.999 % point of chi-squared with 5 degrees of freedom: 30.9.
    expect(chiSquared).toBeLessThan(30.9);
  });
});

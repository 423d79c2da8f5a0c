import { philox } from './philox';

/** One stream of random numbers; two streams with the same arguments give the same numbers, in any process. */
export interface RandomStream {
  /** Next 32 random bits, an integer in [0, 2³²). */
  uint32(): number;
  /** Uniform in [0, 1), a multiple of 2⁻⁵³; takes two words. */
  uniform(): number;
  /**
   * Unbiased integer in [0, n), by rejection.
   *
   * @param n 1 … 2⁵³ − 1.
   * @throws RangeError for any other n.
   */
  integer(n: number): number;
  /** Standard normal, by Marsaglia's polar method (log and square root only: no engine-dependent sine). */
  gaussian(): number;
  /** A shuffled copy (Fisher–Yates), every order equally likely. */
  shuffle<T>(values: readonly T[]): T[];
}

/**
 * Opens the stream of (seed, purpose, counters). There is no hidden state and no splitting: a consumer that needs
 * numbers for image 17 of trial 2 asks for `randomStream(seed, 'patch-positions', 2, 17)`, at any time, in any order.
 *
 * **Rule.** The arguments are written as 32-bit words: seed (low, high); number of UTF-16 units of the purpose, then
 * its units, two a word, the earlier one in the low half, a missing one as 0; number of counters; then for each
 * counter either 0, low, high (a number) or 1, length, units (a string). With s = (0, 0, 0, 0), each pair of words k
 * (a missing one as 0) does s ← philox(s, k) xor s. Then (s₀, s₁) is the stream's Philox key, and block i of the
 * stream is philox((i mod 2³², ⌊i / 2³²⌋, s₂, s₃), key), its words taken first to last.
 *
 * @param seed integer 0 … 2⁵³ − 1.
 * @param purpose what the numbers are for; different purposes never share numbers.
 * @param counters integers 0 … 2⁵³ − 1, or strings such as an image's SHA-256.
 * @throws RangeError where a number is not such an integer.
 */
export function randomStream(
  seed: number,
  purpose: string,
  ...counters: readonly (number | string)[]
): RandomStream {
  return new PhiloxStream(streamState(seed, purpose, counters));
}

function streamState(
  seed: number,
  purpose: string,
  counters: readonly (number | string)[],
): Uint32Array {
  const words: number[] = [];
  pushNumber(words, seed, 'seed');
  pushText(words, purpose);
  words.push(counters.length);
  for (const counter of counters) {
    if (typeof counter === 'number') {
      words.push(0);
      pushNumber(words, counter, 'counter');
    } else {
      words.push(1);
      pushText(words, counter);
    }
  }
  const state = new Uint32Array(4);
  const before = new Uint32Array(4);
  for (let i = 0; i < words.length; i += 2) {
    before.set(state);
    philox(state, words[i] ?? 0, words[i + 1] ?? 0);
    for (let j = 0; j < 4; j += 1) {
      state[j] = (state[j] ?? 0) ^ (before[j] ?? 0);
    }
  }
  return state;
}

function pushNumber(words: number[], value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`A random ${name} must be an integer from 0 to 2^53 - 1, not ${value}.`);
  }
  words.push(value >>> 0, Math.floor(value / 2 ** 32));
}

function pushText(words: number[], text: string): void {
  words.push(text.length);
  for (let i = 0; i < text.length; i += 2) {
    const second = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
    words.push((text.charCodeAt(i) | (second << 16)) >>> 0);
  }
}

class PhiloxStream implements RandomStream {
  private readonly block = new Uint32Array(4);
  /** Words of `block` already handed out. */
  private used = 4;
  private low = 0;
  private high = 0;
  private spare: number | null = null;
  private readonly key0: number;
  private readonly key1: number;
  private readonly counter2: number;
  private readonly counter3: number;

  constructor(state: Uint32Array) {
    this.key0 = state[0] ?? 0;
    this.key1 = state[1] ?? 0;
    this.counter2 = state[2] ?? 0;
    this.counter3 = state[3] ?? 0;
  }

  uint32(): number {
    if (this.used === 4) {
      this.block[0] = this.low;
      this.block[1] = this.high;
      this.block[2] = this.counter2;
      this.block[3] = this.counter3;
      philox(this.block, this.key0, this.key1);
      this.used = 0;
      this.low = (this.low + 1) >>> 0;
      if (this.low === 0) {
        this.high += 1;
      }
    }
    const word = this.block[this.used] ?? 0;
    this.used += 1;
    return word;
  }

  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  }

  integer(n: number): number {
    if (!Number.isSafeInteger(n) || n < 1) {
      throw new RangeError(`A random integer needs a bound from 1 to 2^53 - 1, not ${n}.`);
    }
    // Draws past the last whole multiple of n would favour small results.
    if (n <= 2 ** 32) {
      const limit = 2 ** 32 - (2 ** 32 % n);
      let word = this.uint32();
      while (word >= limit) {
        word = this.uint32();
      }
      return word % n;
    }
    const limit = 2 ** 53 - (2 ** 53 % n);
    let draw = this.uniform() * 2 ** 53;
    while (draw >= limit) {
      draw = this.uniform() * 2 ** 53;
    }
    return draw % n;
  }

  gaussian(): number {
    if (this.spare !== null) {
      const value = this.spare;
      this.spare = null;
      return value;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        this.spare = v * scale;
        return u * scale;
      }
    }
  }

  shuffle<T>(values: readonly T[]): T[] {
    const shuffled = values.slice();
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = this.integer(i + 1);
      // Both indices lie inside the array, which noUncheckedIndexedAccess cannot see.
      const moved = shuffled[i] as T;
      shuffled[i] = shuffled[j] as T;
      shuffled[j] = moved;
    }
    return shuffled;
  }
}

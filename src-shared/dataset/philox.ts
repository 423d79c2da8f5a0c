/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3" (SC 2011): a keyed bijection of 128-bit counters, so that any draw can be made without the ones before it.
 *
 * Only 32-bit integer operations are used (`Math.imul` over 16-bit halves gives the exact 32×32→64 products), so
 * every JavaScript engine gives the same bits.
 */

// Multipliers and Weyl increments of the paper (section 3.4), the multipliers split in 16-bit halves.
const m0 = 0xd2511f53 | 0;
const m0High = 0xd251;
const m0Low = 0x1f53;
const m1 = 0xcd9e8d57 | 0;
const m1High = 0xcd9e;
const m1Low = 0x8d57;
const weyl0 = 0x9e3779b9 | 0;
const weyl1 = 0xbb67ae85 | 0;
const rounds = 10;

/**
 * Encrypts one counter in place.
 *
 * @param block four 32-bit counter words; overwritten by the four output words.
 * @param key0 first 32-bit key word.
 * @param key1 second 32-bit key word.
 */
export function philox(block: Uint32Array, key0: number, key1: number): void {
  let c0 = (block[0] ?? 0) | 0;
  let c1 = (block[1] ?? 0) | 0;
  let c2 = (block[2] ?? 0) | 0;
  let c3 = (block[3] ?? 0) | 0;
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  for (let round = 0; round < rounds; round += 1) {
    // High words of m0·c0 and m1·c2, from four exact 16×16→32 products each.
    const low0 = c0 & 0xffff;
    const high0 = c0 >>> 16;
    const lh0 = Math.imul(low0, m0High);
    const hl0 = Math.imul(high0, m0Low);
    const middle0 = (Math.imul(low0, m0Low) >>> 16) + (lh0 & 0xffff) + (hl0 & 0xffff);
    const product0 =
      (Math.imul(high0, m0High) + (lh0 >>> 16) + (hl0 >>> 16) + (middle0 >>> 16)) | 0;
    const low1 = c2 & 0xffff;
    const high1 = c2 >>> 16;
    const lh1 = Math.imul(low1, m1High);
    const hl1 = Math.imul(high1, m1Low);
    const middle1 = (Math.imul(low1, m1Low) >>> 16) + (lh1 & 0xffff) + (hl1 & 0xffff);
    const product1 =
      (Math.imul(high1, m1High) + (lh1 >>> 16) + (hl1 >>> 16) + (middle1 >>> 16)) | 0;
    const next1 = Math.imul(m1, c2);
    const next3 = Math.imul(m0, c0);
    c0 = product1 ^ c1 ^ k0;
    c1 = next1;
    c2 = product0 ^ c3 ^ k1;
    c3 = next3;
    k0 = (k0 + weyl0) | 0;
    k1 = (k1 + weyl1) | 0;
  }
  block[0] = c0;
  block[1] = c1;
  block[2] = c2;
  block[3] = c3;
}

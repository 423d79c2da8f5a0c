/** Largest |a − b| / max(1, |b|) at which two computations of a logit count as the same. */
export const logitTolerance = 1e-4;

/**
 * How far logits are from expected ones: the largest |a − b| / max(1, |b|), infinite where shapes differ or a number is
 * not finite.
 *
 * @param found `[patches][2T]`
 * @param expected the b of the formula
 */
export function logitDifference(
  found: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): number {
  if (found.length !== expected.length) return Infinity;
  let largest = 0;
  for (const [patch, numbers] of expected.entries()) {
    const computed = found[patch] ?? [];
    if (computed.length !== numbers.length) return Infinity;
    for (const [at, b] of numbers.entries()) {
      const difference = Math.abs((computed[at] ?? NaN) - b) / Math.max(1, Math.abs(b));
      if (!Number.isFinite(difference)) return Infinity;
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}

/** One evaluation during training. */
export interface AccuracyPoint {
  readonly iteration: number;
  /** 0 … 1; null where there was no image to evaluate. */
  readonly accuracy: number | null;
}

/**
 * Iteration of the first evaluation from which accuracy stays within max(0.1 percentage points, one image) of its final
 * level, the last evaluation's (protocol.md, Teacher).
 *
 * @param points in the order of their iterations; those without accuracy are passed over.
 * @param imageCount images an evaluation decides, ≥ 1.
 * @returns null where no point has an accuracy.
 */
export function convergenceIteration(
  points: readonly AccuracyPoint[],
  imageCount: number,
): number | null {
  // A thousandth of a thousandth of an image: differences of shares are not exact in binary.
  const tolerance = Math.max(0.001, 1 / imageCount) + 1e-9;
  let final: number | null = null;
  let converged: number | null = null;
  for (const { iteration, accuracy } of [...points].reverse()) {
    if (accuracy === null) {
      continue;
    }
    final ??= accuracy;
    if (Math.abs(accuracy - final) > tolerance) {
      break;
    }
    converged = iteration;
  }
  return converged;
}

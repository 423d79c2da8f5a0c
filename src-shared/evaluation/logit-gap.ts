/** How far the logits of two models lie apart on one image. */
export interface LogitGap {
  /** Root mean square over all patches and classes. */
  readonly gap: number;
  /** The patch where they lie furthest apart, in grid order; the first among equals. */
  readonly patch: number;
}

/**
 * √(1/(P·C) Σₚ Σ_c (z¹ₚ_c − z²ₚ_c)²): the root of what a student is trained to make small (protocol.md, Student, eq. 1),
 * per class and without the factor ½.
 *
 * @param one `[P][C]`, at least one patch.
 * @param other of the same shape.
 * @throws RangeError for shapes that differ, or no patches.
 */
export function logitGap(
  one: readonly (readonly number[])[],
  other: readonly (readonly number[])[],
): LogitGap {
  const classes = one[0]?.length ?? 0;
  if (classes === 0 || one.length !== other.length) {
    throw new RangeError(`${one.length} patches cannot be held against ${other.length}.`);
  }
  const squares = one.map((logits, patch) => {
    const others = other[patch] ?? [];
    if (logits.length !== classes || others.length !== classes) {
      throw new RangeError(`${logits.length} logits cannot be held against ${others.length}.`);
    }
    return logits.reduce((sum, logit, index) => sum + (logit - (others[index] ?? 0)) ** 2, 0);
  });
  const total = squares.reduce((sum, square) => sum + square, 0);
  return {
    gap: Math.sqrt(total / (one.length * classes)),
    patch: squares.indexOf(Math.max(...squares)),
  };
}

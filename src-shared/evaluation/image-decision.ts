/** What the protocol's rule says about one image, from the logits of its grid patches. */
export interface ImageDecision {
  /** Index of the texture. */
  readonly texture: number;
  readonly defective: boolean;
  /** Maximum over patches of the summed softmax of the defective classes, 0 … 1. */
  readonly score: number;
  /** Class index of each patch (2·texture + (defective ? 1 : 0)), in the order given. */
  readonly patchClasses: readonly number[];
}

/**
 * exp(zᵢ) / Σ exp(zⱼ), computed after subtracting the maximum so that nothing overflows.
 *
 * @returns as many numbers, each 0 … 1, summing to 1.
 */
export function softmax(logits: readonly number[]): number[] {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/**
 * Decides an image (protocol.md, Decision for one image; Fig. 3 of the paper). Texture: the one most patches are
 * predicted as; a tie goes to the larger sum of its two softmax probabilities over all patches, then to the lower
 * index. Defective: at least one patch is predicted a defective class. A patch's class is the argmax of its logits,
 * the lowest index among equals.
 *
 * @param patchLogits `[patches][2T]`, at least one patch, finite numbers.
 * @throws RangeError for no patches, an odd number of classes, patches that differ in it, or a logit that is not finite.
 */
export function decideImage(patchLogits: readonly (readonly number[])[]): ImageDecision {
  const classes = patchLogits[0]?.length ?? 0;
  if (classes === 0 || classes % 2 !== 0) {
    throw new RangeError(`An image needs patches of 2T logits, not ${classes}.`);
  }
  for (const logits of patchLogits) {
    if (logits.length !== classes || !logits.every(Number.isFinite)) {
      throw new RangeError(`A patch needs ${classes} finite logits, not [${logits.join(', ')}].`);
    }
  }
  const votes = new Array<number>(classes / 2).fill(0);
  const parts = Array.from({ length: classes / 2 }, (): number[] => []);
  const patchClasses: number[] = [];
  let score = 0;
  for (const logits of patchLogits) {
    const predicted = argmax(logits);
    patchClasses.push(predicted);
    votes[predicted >> 1] = (votes[predicted >> 1] ?? 0) + 1;
    const probabilities = softmax(logits);
    probabilities.forEach((probability, index) => {
      parts[index >> 1]?.push(probability);
    });
    score = Math.max(score, defectiveSum(probabilities));
  }
  const mostVotes = Math.max(...votes);
  const tied = parts.map((own, texture) => (votes[texture] === mostVotes ? orderlessSum(own) : -1));
  return {
    texture: argmax(tied),
    defective: patchClasses.some((predicted) => predicted % 2 === 1),
    score,
    patchClasses,
  };
}

/** A sum that is the same to the last bit in whatever order the numbers come: near a tie that bit decides. */
function orderlessSum(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other).reduce((sum, value) => sum + value, 0);
}

/**
 * The patch that an image's defect score comes from: the one with the largest summed softmax of the defective classes,
 * the first among equals.
 *
 * @param patchLogits `[patches][2T]`
 * @returns index into `patchLogits`; 0 for none
 */
export function decidingPatch(patchLogits: readonly (readonly number[])[]): number {
  return argmax(patchLogits.map((logits) => defectiveSum(softmax(logits))));
}

/** Of the defective classes; at most 1 whatever rounding does. */
function defectiveSum(probabilities: readonly number[]): number {
  const defective = probabilities.reduce(
    (sum, probability, index) => (index % 2 === 1 ? sum + probability : sum),
    0,
  );
  return Math.min(1, defective);
}

/** Index of the largest value, the lowest among equals. */
function argmax(values: readonly number[]): number {
  let best = 0;
  values.forEach((value, index) => {
    if (value > (values[best] ?? Number.NEGATIVE_INFINITY)) {
      best = index;
    }
  });
  return best;
}

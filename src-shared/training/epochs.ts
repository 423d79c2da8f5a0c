/** What of a plan decides how many patches an epoch draws. */
interface PatchChoices {
  readonly patchesPerOk: number;
  readonly patchesPerDefective: number;
  readonly eightForms: boolean;
  readonly formsPerPatch: number;
}

/** An image of a snapshot, as far as it decides how many patches are cut from it. */
interface PatchedImage {
  readonly defective: boolean;
  readonly ellipses: readonly unknown[];
}

/**
 * Training patches that are cut from images: none from a defective image without an ellipse (protocol.md, Patches).
 * An ellipse that lies wholly outside its image is counted here, though it gives no patch.
 */
export function trainingPatchCount(images: readonly PatchedImage[], plan: PatchChoices): number {
  return images.reduce((sum, { defective, ellipses }) => {
    if (!defective) return sum + plan.patchesPerOk;
    return ellipses.length > 0 ? sum + plan.patchesPerDefective : sum;
  }, 0);
}

/** Forms in which each training patch is drawn. */
export function formsOf(plan: PatchChoices): number {
  return plan.eightForms ? plan.formsPerPatch : 1;
}

/**
 * Iterations of a number of epochs, rounded up: epochs · patches · forms / batch, at least 1 and at most 10 million.
 *
 * @param patches Training patches of a trial.
 */
export function iterationsOfEpochs(
  epochs: number,
  patches: number,
  plan: PatchChoices & { readonly batchSize: number },
): number {
  const draws = epochs * patches * formsOf(plan);
  // A product such as 0.1 · 30 lies a hair above the whole number that is meant.
  const iterations = Math.ceil(draws / plan.batchSize - 1e-9);
  return Math.min(Math.max(iterations, 1), 10_000_000);
}

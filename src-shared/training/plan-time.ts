/** What one patch, or one step, of a plan takes here, seconds; measured in a trainer. */
export interface PlanPace {
  /** One iteration of the plan's batch. */
  readonly step: number;
  /** One patch through the frozen blocks; 0 without. */
  readonly frozenPatch: number;
  /** One patch decided by the part that learns. */
  readonly decidedPatch: number;
}

/** How much of each a trial does. */
export interface TrialWork {
  readonly iterations: number;
  readonly evaluationInterval: number;
  /** Patches in their forms that the plan draws. */
  readonly distinctPatches: number;
  /** Grid patches of one evaluation. */
  readonly evaluatedPatches: number;
  /** Grid patches of the validation and the test images, decided once at the end. */
  readonly finalPatches: number;
  readonly freezes: boolean;
}

/**
 * Seconds of one trial that trains to its last iteration: with frozen blocks, what they say of every patch drawn and of
 * every grid patch, once; the steps; an evaluation each interval and at the end; the decisions at the end; and, with
 * frozen blocks, what the finished teacher says of its training patches. Reading pixels is not counted: it takes a few
 * per cent.
 */
export function trialSeconds(work: TrialWork, pace: PlanPace): number {
  const { iterations, evaluationInterval, distinctPatches, evaluatedPatches, finalPatches } = work;
  const evaluations = Math.ceil(iterations / evaluationInterval);
  const frozen = work.freezes ? distinctPatches + finalPatches : 0;
  const kept = work.freezes ? distinctPatches : 0;
  const decided = evaluations * evaluatedPatches + finalPatches + kept;
  return iterations * pace.step + frozen * pace.frozenPatch + decided * pace.decidedPatch;
}

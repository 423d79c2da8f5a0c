/** What one patch, or one step, of a plan takes here, seconds; measured in a trainer. */
export interface PlanPace {
  /** One iteration of the plan's batch. */
  readonly step: number;
  /** One patch through what only answers: the frozen blocks, or a student's teacher; 0 without. */
  readonly frozenPatch: number;
  /** One patch decided by the part that learns. */
  readonly decidedPatch: number;
}

/** How much of each a trial does. */
export interface TrialWork {
  readonly iterations: number;
  readonly evaluationInterval: number;
  /** Patches that go once through what only answers. */
  readonly answeredPatches: number;
  /** Of these, what the finished network decides once more at the end. */
  readonly keptPatches: number;
  /** Grid patches of one evaluation. */
  readonly evaluatedPatches: number;
  /** Grid patches of the validation and the test images, decided once at the end. */
  readonly finalPatches: number;
}

/**
 * Seconds of one trial that trains to its last iteration: what frozen blocks, or a student's teacher, say of each patch
 * that they are asked about; the steps; an evaluation each interval and at the end; the decisions at the end; and, with
 * frozen blocks, what the finished teacher says of its training patches. Reading pixels is not counted: it takes a few
 * per cent.
 */
export function trialSeconds(work: TrialWork, pace: PlanPace): number {
  const { iterations, evaluationInterval, answeredPatches, evaluatedPatches, finalPatches } = work;
  const evaluations = Math.ceil(iterations / evaluationInterval);
  const decided = evaluations * evaluatedPatches + finalPatches + work.keptPatches;
  return iterations * pace.step + answeredPatches * pace.frozenPatch + decided * pace.decidedPatch;
}

import type { LabelledScore, LineExpectation, ThresholdPair } from './threshold';

/** Costs nearer to each other than this are equal: sums of shares are not exact in binary. */
const equalCost = 1e-12;

/** All images with one score, as shares of the parts of the line. */
interface ScoreStep {
  readonly score: number;
  readonly defective: number;
  readonly good: number;
}

/** Steps below `lower` are ok, those from `upper` on defective, those between are inspected. */
interface Cuts {
  readonly lower: number;
  readonly upper: number;
  readonly cost: number;
  readonly inspected: number;
  readonly escapes: number;
}

/**
 * The pair of thresholds in 0 … 1 with the least expected cost a part on these images (design.md, Decision of a model
 * in use); of pairs that cost the same the one that has the fewest parts inspected, then the one with the fewest
 * escapes. A threshold lies midway between two neighbouring scores, at 0 where no score is to be ok, at 1 where none is
 * to be defective.
 *
 * Each score adds its own cost to the sum, so that one pass is enough: the best lower cut for an upper cut is the best
 * one so far.
 *
 * @param scores of validation images, each 0 … 1.
 * @returns null unless there are both defective and non-defective images.
 */
export function placeByCost(
  scores: readonly LabelledScore[],
  { costs, defectRate }: LineExpectation,
): ThresholdPair | null {
  const steps = scoreSteps(scores, defectRate);
  if (steps === null) return null;
  // Costs are counted against inspecting everything. A score of 1 is defective by any pair.
  const highest = steps[steps.length - 1]?.score ?? 1;
  let accepted = { cut: 0, gain: 0, mass: 0, escapes: 0 };
  let gain = 0;
  let mass = 0;
  let escapes = 0;
  let upperCost = steps.reduce(
    (sum, { defective, good }) =>
      sum + costs.overkill * good - costs.inspection * (defective + good),
    0,
  );
  let best: Cuts | null = null;
  for (let cut = 0; cut <= steps.length; cut += 1) {
    const before = steps[cut - 1];
    if (before !== undefined) {
      const { defective, good } = before;
      gain += costs.escape * defective - costs.inspection * (defective + good);
      mass += defective + good;
      escapes += defective;
      upperCost -= costs.overkill * good - costs.inspection * (defective + good);
    }
    if (gain <= accepted.gain + equalCost) {
      accepted = { cut, gain, mass, escapes };
    }
    const candidate: Cuts = {
      lower: accepted.cut,
      upper: cut,
      cost: accepted.gain + upperCost,
      inspected: mass - accepted.mass,
      escapes: accepted.escapes,
    };
    const tellable = cut < steps.length || highest < 1;
    if (tellable && (best === null || isBetter(candidate, best))) best = candidate;
  }
  return best === null ? null : pairOf(best, steps);
}

function scoreSteps(
  scores: readonly LabelledScore[],
  defectRate: number,
): readonly ScoreStep[] | null {
  const defective = scores.filter((one) => one.defective).length;
  const good = scores.length - defective;
  if (defective === 0 || good === 0) return null;
  const steps: { score: number; defective: number; good: number }[] = [];
  for (const one of [...scores].sort((a, b) => a.score - b.score)) {
    let step = steps[steps.length - 1];
    if (step?.score !== one.score) {
      step = { score: one.score, defective: 0, good: 0 };
      steps.push(step);
    }
    if (one.defective) step.defective += defectRate / defective;
    else step.good += (1 - defectRate) / good;
  }
  return steps;
}

function isBetter(one: Cuts, other: Cuts): boolean {
  for (const key of ['cost', 'inspected', 'escapes'] as const) {
    if (one[key] < other[key] - equalCost) return true;
    if (one[key] > other[key] + equalCost) return false;
  }
  return false;
}

function pairOf({ lower, upper }: Cuts, steps: readonly ScoreStep[]): ThresholdPair {
  const midway = (cut: number): number =>
    ((steps[cut - 1]?.score ?? 0) + (steps[cut]?.score ?? 1)) / 2;
  if (lower === upper) return { lower: midway(lower), upper: midway(lower) };
  return {
    lower: lower === 0 ? 0 : midway(lower),
    upper: upper === steps.length ? 1 : midway(upper),
  };
}

import type { RateInterval } from './rate-interval';
import { rateInterval } from './rate-interval';

/**
 * Two thresholds on the defect score, 0 ≤ lower ≤ upper ≤ 1 (design.md, Decision of a model in use): below the lower
 * *ok*, from the upper on *defective*, between them *inspect*.
 */
export interface ThresholdPair {
  readonly lower: number;
  readonly upper: number;
}

/** What a wrong or a postponed decision on one part costs; only their ratios matter. */
export interface DecisionCosts {
  /** A defective part decided ok. */
  readonly escape: number;
  /** A good part decided defective. */
  readonly overkill: number;
  /** A part that a person looks at, who is taken to be right. */
  readonly inspection: number;
}

/** What the user expects of the line. */
export interface LineExpectation {
  readonly costs: DecisionCosts;
  /** Share of defective parts, 0–1, both ends excluded. */
  readonly defectRate: number;
}

/** What an expectation is taken within. */
export const expectationBounds = {
  cost: { least: 0, most: 1e6 },
  defectRate: { least: 1e-9, most: 1 - 1e-9 },
} as const;

/** design.md: escape 20, overkill 1, inspection 0.2, one part in a hundred defective. */
export const usualExpectation: LineExpectation = {
  costs: { escape: 20, overkill: 1, inspection: 0.2 },
  defectRate: 0.01,
};

/** An image's score beside what it is. */
export interface LabelledScore {
  /** As {@link keptScore} has it. */
  readonly score: number;
  readonly defective: boolean;
}

export type PartVerdict = 'ok' | 'inspect' | 'defective';

/**
 * A score as the predictions CSV holds it, nine significant digits: rates and areas are counted on these, so that
 * anybody can count them again from the file. Scores near 1 that differ only beyond that are equal.
 */
export function keptScore(score: number): number {
  return Number(score.toPrecision(9));
}

/** The verdict on a part by a pair of thresholds. */
export function verdictByThresholds(score: number, { lower, upper }: ThresholdPair): PartVerdict {
  if (score >= upper) return 'defective';
  return score < lower ? 'ok' : 'inspect';
}

/** How many images of one kind got which verdict. */
export interface VerdictCounts {
  readonly all: number;
  readonly ok: number;
  readonly inspect: number;
  readonly defective: number;
}

/** Parts of each 10,000 that the line makes; not rounded. */
export interface PartsOfTenThousand {
  readonly escapes: number;
  readonly overkills: number;
  readonly inspected: number;
  /** Expected cost of one part, in the unit of the costs. */
  readonly costPerPart: number;
}

/** What a pair of thresholds does to images whose labels are known. */
export interface ThresholdOutcome {
  readonly nonDefective: VerdictCounts;
  readonly defective: VerdictCounts;
  /** Null where one of the two kinds has no image: its rates are unknown. */
  readonly parts: PartsOfTenThousand | null;
  /** Share of defective images that escape; exact, 95 %. */
  readonly escapeRate: RateInterval | null;
  /** Share of non-defective images that are rejected; exact, 95 %. */
  readonly overkillRate: RateInterval | null;
}

/**
 * Counts what a pair does, and reads it out for a line with the user's own defect rate π: escapes = 10,000 · π ·
 * P(ok | defective), overkills = 10,000 · (1 − π) · P(defective | good), inspected = 10,000 · (π · P(inspect |
 * defective) + (1 − π) · P(inspect | good)); expected cost = (escape · escapes + overkill · overkills + inspection ·
 * inspected) / 10,000.
 */
export function thresholdOutcome(
  scores: readonly LabelledScore[],
  pair: ThresholdPair,
  { costs, defectRate }: LineExpectation,
): ThresholdOutcome {
  const defective = verdictCounts(scores, pair, true);
  const good = verdictCounts(scores, pair, false);
  const known = defective.all > 0 && good.all > 0;
  const ofDefective = (count: number): number => (1e4 * defectRate * count) / defective.all;
  const ofGood = (count: number): number => (1e4 * (1 - defectRate) * count) / good.all;
  const escapes = ofDefective(defective.ok);
  const overkills = ofGood(good.defective);
  const inspected = ofDefective(defective.inspect) + ofGood(good.inspect);
  const cost = costs.escape * escapes + costs.overkill * overkills + costs.inspection * inspected;
  return {
    nonDefective: good,
    defective,
    parts: known ? { escapes, overkills, inspected, costPerPart: cost / 1e4 } : null,
    escapeRate: rateInterval(defective.ok, defective.all),
    overkillRate: rateInterval(good.defective, good.all),
  };
}

function verdictCounts(
  scores: readonly LabelledScore[],
  pair: ThresholdPair,
  kind: boolean,
): VerdictCounts {
  const counts = { all: 0, ok: 0, inspect: 0, defective: 0 };
  for (const { score, defective } of scores) {
    if (defective === kind) {
      counts.all += 1;
      counts[verdictByThresholds(score, pair)] += 1;
    }
  }
  return counts;
}

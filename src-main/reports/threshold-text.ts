import { assertNever } from '../../src-shared/assert-never';
import type { PartsOfTenThousand, ThresholdOutcome } from '../../src-shared/evaluation/threshold';
import type { RunThresholds } from '../../src-shared/ipc/rates-views';

/** "3", "0.4": whole parts from ten on, else one decimal where it says more. */
function partsText(parts: number): string {
  return parts >= 10 ? String(Math.round(parts)) : String(Number(parts.toFixed(1)));
}

/** A score as thresholds are shown: enough digits to tell it from 0 and 1. */
export function scoreText(score: number): string {
  if (score === 0 || score === 1) return String(score);
  if (score > 0.999) return `1 − ${(1 - score).toPrecision(2)}`;
  return String(Number(score.toPrecision(3)));
}

/** "Of 10,000 parts 3 escape, 41 are rejected for nothing, and 60 are inspected." */
export function partsSentence({ escapes, overkills, inspected }: PartsOfTenThousand): string {
  return `Of 10,000 parts ${partsText(escapes)} escape, ${partsText(overkills)} are rejected for nothing, and ${partsText(inspected)} are inspected.`;
}

/** What a pair of thresholds does to images, or why that is not known. */
export function outcomeText({ parts, defective, nonDefective }: ThresholdOutcome): string {
  if (parts === null) {
    return `Not known: there are ${defective.all} defective and ${nonDefective.all} good images.`;
  }
  return `${partsSentence(parts)} (${defective.ok} of ${defective.all} defects escape, ${nonDefective.defective} of ${nonDefective.all} good parts are rejected, ${defective.inspect + nonDefective.inspect} inspected; ${parts.costPerPart.toPrecision(3)} a part)`;
}

/** Which pair decides, in one sentence. */
export function pairSentence({ lower, upper }: RunThresholds): string {
  return lower === upper
    ? `A part is ok below a defect score of ${scoreText(lower)}, and defective from it on.`
    : `A part is ok below a defect score of ${scoreText(lower)}, defective from ${scoreText(upper)} on, and inspected by a person between the two.`;
}

/** How the thresholds came about, in one sentence. */
export function placingSentence({ placed, expectation, who, at }: RunThresholds): string {
  const { escape, overkill, inspection } = expectation.costs;
  const line = `${Number((100 * expectation.defectRate).toPrecision(4))} % of the parts defective, an escape costing ${escape}, an overkill ${overkill}, an inspection ${inspection}`;
  const by = `by ${who} on ${at.slice(0, 10)}`;
  switch (placed) {
    case 'by-cost':
      return `Set ${by} where they cost least on the validation images, with ${line}.`;
    case 'by-hand':
      return `Set ${by} by hand; read out with ${line}.`;
    default:
      return assertNever(placed);
  }
}

import { assertNever } from '../../src-shared/assert-never';
import type { PartsOfTenThousand, ThresholdOutcome } from '../../src-shared/evaluation/threshold';
import { roundedParts, scoreText } from '../../src-shared/format/parts-text';
import type { RunThresholds } from '../../src-shared/ipc/rates-views';

/** "Of 10,000 parts 3 escape, 41 are rejected for nothing, and 60 are inspected." */
export function partsSentence({ escapes, overkills, inspected }: PartsOfTenThousand): string {
  return `Of 10,000 parts ${roundedParts(escapes)} escape, ${roundedParts(overkills)} are rejected for nothing, and ${roundedParts(inspected)} are inspected.`;
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

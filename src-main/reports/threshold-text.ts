import type { PartsOfTenThousand, ThresholdOutcome } from '../../src-shared/evaluation/threshold';
import { roundedParts } from '../../src-shared/format/parts-text';

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

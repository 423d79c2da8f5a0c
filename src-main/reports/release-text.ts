import { assertNever } from '../../src-shared/assert-never';
import type { FloorFailing, RateName } from '../../src-shared/evaluation/rate-floors';
import type { ReleaseObjection } from '../../src-shared/evaluation/release-check';
import { percentText } from './rate-text';

/** "TPR", "TNR". */
export function rateWord(rate: RateName): string {
  return rate.toUpperCase();
}

/** "TPR of Steel is 90.0 % (18 of 20), below its floor of 95.0 %." */
export function failingSentence({ texture, rate, floor, right, all }: FloorFailing): string {
  return all === 0
    ? `No image shows the ${rateWord(rate)} of ${texture}, whose floor is ${percentText(floor)}.`
    : `${rateWord(rate)} of ${texture} is ${percentText(right / all)} (${right} of ${all}), below its floor of ${percentText(floor)}.`;
}

/** Why a model is not released without a written reason, one sentence. */
export function objectionSentence(objection: ReleaseObjection): string {
  switch (objection.kind) {
    case 'no-floors':
      return 'No floor is set for any texture, so nobody has said what is good enough.';
    case 'below-floor':
      return failingSentence(objection);
    case 'not-shown':
      return failingSentence({ ...objection, right: 0, all: 0 });
    case 'below-released': {
      const { texture, rate, candidate, released, all } = objection;
      return `${rateWord(rate)} of ${texture} is worse than the released model’s on the same ${all} images: ${candidate} right instead of ${released}.`;
    }
    case 'not-compared':
      return `${rateWord(objection.rate)} of ${objection.texture} cannot be compared with the released model’s: they have no such test image in common.`;
    default:
      return assertNever(objection);
  }
}

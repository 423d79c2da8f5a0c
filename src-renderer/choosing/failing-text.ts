import { assertNever } from '../../src-shared/assert-never';
import type { FloorFailing } from '../../src-shared/evaluation/rate-floors';
import type { ReleaseObjection } from '../../src-shared/evaluation/release-check';
import { percentText } from '../format/percent-text';
import type { Translate } from '../training/run-title';

/** A floor that is not held, in one sentence. */
export function failingText(
  { texture, rate, floor, right, all }: FloorFailing,
  t: Translate,
): string {
  const values = { texture, rate: t(`release.rates.${rate}`), floor: percentText(floor) };
  return all === 0
    ? t('release.notShown', values)
    : t('release.belowFloor', { ...values, share: percentText(right / all), right, all });
}

/** Why a model is not released without a reason, in one sentence. */
export function objectionText(objection: ReleaseObjection, t: Translate): string {
  switch (objection.kind) {
    case 'no-floors':
      return t('release.noFloors');
    case 'below-floor':
      return failingText(objection, t);
    case 'not-shown':
      return failingText({ ...objection, right: 0, all: 0 }, t);
    case 'below-released': {
      const { texture, rate, candidate, released, all } = objection;
      const name = t(`release.rates.${rate}`);
      return t('release.belowReleased', { texture, rate: name, candidate, released, all });
    }
    case 'not-compared':
      return t('release.notCompared', {
        texture: objection.texture,
        rate: t(`release.rates.${objection.rate}`),
      });
    default:
      return assertNever(objection);
  }
}

import type { TextureRates } from '../../../src-shared/evaluation/texture-rates';

/** The rates of a texture of which so many defective and good images were decided right. */
export function countedRates(
  texture: string,
  [tp, defective]: readonly [number, number],
  [tn, good]: readonly [number, number],
): TextureRates {
  return {
    ...{ texture, tp, fn: defective - tp, tn, fp: good - tn },
    tpr: defective === 0 ? null : tp / defective,
    tnr: good === 0 ? null : tn / good,
    ...{ escapes: defective - tp, overkills: good - tn },
  };
}

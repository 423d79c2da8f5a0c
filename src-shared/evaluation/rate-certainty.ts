import { rateInterval, type RateInterval } from './rate-interval';
import type { TextureRates } from './texture-rates';

/** A rate with what it rests on. */
export interface RateCertainty {
  readonly right: number;
  readonly all: number;
  /** Null without images. */
  readonly rate: number | null;
  /** Exact, 95 %; null without images. */
  readonly interval: RateInterval | null;
  /** Whether so few images carry the rate that even all of them right would leave a true rate below 90 % possible. */
  readonly tooFew: boolean;
}

/** The rates of one texture with what they rest on. */
export interface TextureCertainty {
  readonly texture: string;
  readonly tpr: RateCertainty;
  readonly tnr: RateCertainty;
}

/** What a rate must be able to show, where all images are right. */
const shownAtLeast = 0.9;

/** A rate of `right` of `all` images with its exact interval (Clopper and Pearson, 95 %). */
export function rateCertainty(right: number, all: number): RateCertainty {
  const best = rateInterval(all, all);
  return {
    right,
    all,
    rate: all === 0 ? null : right / all,
    interval: rateInterval(right, all),
    tooFew: best === null || best.lower < shownAtLeast,
  };
}

/** TPR and TNR of a texture, as {@link rateCertainty}. */
export function textureCertainty({ texture, tp, fn, tn, fp }: TextureRates): TextureCertainty {
  return { texture, tpr: rateCertainty(tp, tp + fn), tnr: rateCertainty(tn, tn + fp) };
}

import type { DecisionRule, RuledDecision } from '../../src-shared/deployment/ruled-decision';
import { imagePatches } from './decided-patches';

/** One image as `predict` decides it. */
export interface Prediction {
  /** As it was named. */
  readonly image: string;
  readonly texture: string;
  readonly defective: boolean;
  /** Maximum over patches of the summed softmax of the defective classes, 0–1. */
  readonly score: number;
  /** What the rule says; `inspect` comes of thresholds alone. */
  readonly verdict: RuledDecision['verdict'];
  /** Which rule decided. */
  readonly rule: DecisionRule['kind'];
  /** Top-left corners in image pixels, with the class index, row by row. */
  readonly patches: readonly { readonly x: number; readonly y: number; readonly class: number }[];
}

/** What a model was made for. */
export interface PredictionScale {
  /** In class order. */
  readonly textures: readonly string[];
  readonly imageScale: number;
  readonly patchSize: number;
}

/**
 * A decision as it is told.
 *
 * @param image as it was named
 * @param size of the image, pixels
 */
export function predictionOf(
  image: string,
  size: { readonly width: number; readonly height: number },
  decision: RuledDecision,
  rule: DecisionRule,
  { textures, imageScale, patchSize }: PredictionScale,
): Prediction {
  const { texture, defective, score, verdict, patchClasses } = decision;
  return {
    image,
    texture: textures[texture] ?? '',
    defective,
    score,
    verdict,
    rule: rule.kind,
    patches: imagePatches(size, { imageScale, patchSize }, patchClasses).map(
      ({ x, y, class: patchClass }) => ({ x, y, class: patchClass }),
    ),
  };
}

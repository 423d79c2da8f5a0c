import {
  outermostPlace,
  placedScore,
  scorePlace,
} from '../../src-shared/evaluation/score-histogram';
import { keptScore, type ThresholdPair } from '../../src-shared/evaluation/threshold';

/** One of the two. */
export type ThresholdName = 'lower' | 'upper';

/** Steps of the keys, on the axis of `scorePlace`: −6 … 6. */
const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: -0.05,
  ArrowDown: -0.05,
  ArrowRight: 0.05,
  ArrowUp: 0.05,
  PageDown: -0.5,
  PageUp: 0.5,
  Home: -2 * outermostPlace,
  End: 2 * outermostPlace,
};

/** Moves one threshold to a score, as far as the other one lets it. */
export function movedPair(pair: ThresholdPair, name: ThresholdName, score: number): ThresholdPair {
  const bounded = Math.min(1, Math.max(0, keptScore(score)));
  return name === 'lower'
    ? { ...pair, lower: Math.min(bounded, pair.upper) }
    : { ...pair, upper: Math.max(bounded, pair.lower) };
}

/** Where a key moves a threshold to, as a score; null for keys that move nothing. */
export function keyMovedScore(key: string, score: number): number | null {
  const step = keySteps[key];
  return step === undefined ? null : steppedScore(scorePlace(score) + step);
}

/**
 * The score under the pointer.
 *
 * @param fraction of the plot's width, from its left edge
 */
export function pointedScore(fraction: number): number {
  return steppedScore((2 * fraction - 1) * outermostPlace);
}

/** Share of the plot's width at which a score stands, 0 … 1. */
export function plotFraction(score: number): number {
  return (scorePlace(score) / outermostPlace + 1) / 2;
}

/** Hundredths of a place are finer than a pixel, and read shorter. */
function steppedScore(place: number): number {
  return placedScore(Math.round(100 * place) / 100);
}

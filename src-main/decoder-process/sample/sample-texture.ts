import type { RandomStream } from '../../../src-shared/dataset/random';
import type { DefectKind } from './defect-kind';

/** One kind of surface the generator knows. */
export interface SampleTexture {
  readonly name: string;
  /** Mean gray and gray levels a standard deviation; both vary a little from image to image. */
  readonly mean: number;
  readonly contrast: number;
  /** How far scratches and spots stand out, in gray levels: more than `contrast` where the texture itself is faint. */
  readonly relief: number;
  /** What can go wrong on it; one is drawn for each defect. */
  readonly defects: readonly [DefectKind, ...DefectKind[]];
  /** A new field of size × size numbers of mean 0 and variance 1. */
  render(random: RandomStream, size: number): Float32Array;
}

/** Uniform in [low, high). */
export function between(random: RandomStream, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

import { mix, smoothNoise, standardise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** Grain at every scale alike, as unglazed ceramic (like DAGM's class 5). */
export const cloud: SampleTexture = {
  name: 'cloud',
  mean: 125,
  contrast: 28,
  relief: 30,
  defects: ['hatched', 'coarsened'],
  render(random, size) {
    const coarse = between(random, 0.35, 0.5);
    return standardise(
      mix(
        [0.62, smoothNoise(random, size, 0.85, 0.95)],
        [0.45, smoothNoise(random, size, 2, 2)],
        [0.34, smoothNoise(random, size, 6, 6)],
        [0.3, smoothNoise(random, size, 16, 16)],
        [coarse, smoothNoise(random, size, 45, 45)],
      ),
    );
  },
};

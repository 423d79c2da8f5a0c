import { mix, smoothNoise, standardise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** Broad soft stripes under a fine nap (like DAGM's class 8). */
export const stripes: SampleTexture = {
  name: 'stripes',
  mean: 112,
  contrast: 36,
  relief: 46,
  defects: ['raised-scratch', 'bright-spots'],
  render(random, size) {
    const broad = between(random, 9, 15);
    return standardise(
      mix(
        [0.75, smoothNoise(random, size, broad, 5 * broad)],
        [0.4, smoothNoise(random, size, 4.5, 3)],
        [0.4, smoothNoise(random, size, 3.2, 1.6)],
        [0.16, smoothNoise(random, size, 0.8, 0.8)],
        [0.12, smoothNoise(random, size, 0.7, 25)],
      ),
    );
  },
};

import { mix, smoothNoise, standardise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** Light crumbs on black with hardly anything between, as crushed stone (like DAGM's class 6). */
export const speckle: SampleTexture = {
  name: 'speckle',
  mean: 94,
  contrast: 68,
  relief: 60,
  defects: ['thinned', 'coarsened'],
  render(random, size) {
    const field = mix(
      [0.75, smoothNoise(random, size, 1, 1)],
      [0.45, smoothNoise(random, size, 2.6, 2.6)],
      [0.3, smoothNoise(random, size, 14, 14)],
    );
    const share = between(random, 0.35, 0.6);
    for (let i = 0; i < field.length; i += 1) {
      field[i] = 1 / (1 + Math.exp(-1.9 * ((field[i] ?? 0) - share)));
    }
    return standardise(field);
  },
};

import { blur, mix, smoothNoise, standardise, whiteNoise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** Winding ridges of one width and no direction: noise between two spatial frequencies, as wrinkle paint. */
export const labyrinth: SampleTexture = {
  name: 'labyrinth',
  mean: 138,
  contrast: 38,
  relief: 38,
  defects: ['erased', 'coarsened'],
  render(random, size) {
    const width = between(random, 2.1, 2.7);
    const white = whiteNoise(random, size * size);
    const band = standardise(
      mix([1, blur(white, size, width, width)], [-1, blur(white, size, 1.7 * width, 1.7 * width)]),
    );
    for (let i = 0; i < band.length; i += 1) {
      const ridge = 1.6 * (band[i] ?? 0);
      band[i] = ridge / Math.sqrt(1 + ridge * ridge);
    }
    return standardise(
      mix(
        [1, band],
        [0.22, smoothNoise(random, size, 0.8, 0.8)],
        [0.25, smoothNoise(random, size, 50, 50)],
      ),
    );
  },
};

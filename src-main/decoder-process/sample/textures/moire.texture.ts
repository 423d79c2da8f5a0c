import { sineOfTurns, smoothNoise, standardise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** Chirps around a centre that run past the pixel raster's limit: fine dots in kaleidoscopic arcs (like DAGM's class 1). */
export const moire: SampleTexture = {
  name: 'moire',
  mean: 73,
  contrast: 27,
  relief: 30,
  defects: ['erased', 'coarsened'],
  render(random, size) {
    const x0 = between(random, 0.25, 0.75) * size;
    const y0 = between(random, 0.25, 0.75) * size;
    // Turns a pixel²: the rings pass the raster's limit of half a turn a pixel at 1/(4·rate) pixels.
    const rate = 1 / between(random, 620, 900);
    const rateX = rate * between(random, 0.9, 1.1);
    const rateY = rate * between(random, 0.9, 1.1);
    const cross = rate * between(random, 0.55, 0.75);
    const grain = smoothNoise(random, size, 1, 1);
    const field = new Float32Array(size * size);
    for (let row = 0; row < size; row += 1) {
      const dy = row - y0;
      for (let column = 0; column < size; column += 1) {
        const dx = column - x0;
        const rings = sineOfTurns(rateX * dx * dx + rateY * dy * dy);
        const saddle = sineOfTurns(cross * (dx * dx - dy * dy) + 0.25);
        const lattice = sineOfTurns(cross * 1.37 * (dx + dy) * (dx + dy));
        const i = row * size + column;
        field[i] = Math.exp(
          0.55 * (rings * saddle + 0.55 * lattice * rings) + 0.2 * (grain[i] ?? 0),
        );
      }
    }
    return standardise(field);
  },
};

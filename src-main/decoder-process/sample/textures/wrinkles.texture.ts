import { blur, mix, sampleField, smoothNoise, standardise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** Folds that run out from a centre, lit from a corner (like DAGM's class 4). */
export const wrinkles: SampleTexture = {
  name: 'wrinkles',
  mean: 174,
  contrast: 17,
  relief: 40,
  defects: ['dark-scratch', 'erased'],
  render(random, size) {
    const x0 = between(random, 0.35, 0.65) * size;
    const y0 = between(random, 0.35, 0.65) * size;
    const height = foldHeights(random, size, x0, y0);
    const grain = mix(
      [1, smoothNoise(random, size, 1, 1)],
      [0.6, smoothNoise(random, size, 4, 4)],
      [0.5, smoothNoise(random, size, 90, 90)],
    );
    const field = new Float32Array(size * size);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const i = row * size + column;
        const before = height[Math.max(0, row - 1) * size + Math.max(0, column - 1)] ?? 0;
        const after =
          height[Math.min(size - 1, row + 1) * size + Math.min(size - 1, column + 1)] ?? 0;
        const squared = ((column - x0) * (column - x0) + (row - y0) * (row - y0)) / 64;
        const hole = 1.6 / (1 + squared * squared);
        field[i] = 1.6 * (after - before) + 0.3 * (grain[i] ?? 0) - hole;
      }
    }
    return standardise(field);
  },
};

/** Noise in polar coordinates: narrow across the folds, long along them, fading towards the rim. */
function foldHeights(
  random: Parameters<SampleTexture['render']>[0],
  size: number,
  x0: number,
  y0: number,
): Float32Array {
  // Rows are directions, columns distances; both as many as the image has pixels a side.
  const fine = smoothNoise(random, size, size / 7, size / 330);
  const broad = smoothNoise(random, size, size / 5, size / 150);
  const reach = between(random, 0.4, 0.65) * size;
  const height = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const dx = column - x0;
      const dy = row - y0;
      const squared = dx * dx + dy * dy;
      const distance = Math.sqrt(squared);
      const direction = (Math.atan2(dy, dx) / (2 * Math.PI) + 0.5) * size;
      const fold = Math.max(0, sampleField(fine, size, distance, direction) + 0.2);
      const swell = Math.max(0, sampleField(broad, size, distance, direction));
      const fade = squared / (reach * reach);
      height[row * size + column] =
        (0.8 * fold * Math.sqrt(fold) + 0.9 * swell * Math.sqrt(swell)) / (1 + fade * fade);
    }
  }
  // Folds have no edges; where they crowd at the centre they run into one another.
  return blur(height, size, 0.8, 0.8);
}

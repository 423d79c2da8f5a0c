import { blur, mix, sampleField, smoothNoise, standardise, whiteNoise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** Fine streaks of high contrast along one direction, as brushed metal (like DAGM's class 2). */
export const brushed: SampleTexture = {
  name: 'brushed',
  mean: 101,
  contrast: 55,
  relief: 55,
  defects: ['dark-scratch', 'smeared'],
  render(random, size) {
    const length = between(random, 6, 9);
    const slope = between(random, -0.14, 0.14);
    const white = whiteNoise(random, size * size);
    const streaks = mix(
      [0.85, standardise(blur(white, size, 0, length))],
      [0.5, smoothNoise(random, size, 0.8, 3 * length)],
    );
    const drift = smoothNoise(random, size, 60, 90);
    const field = new Float32Array(size * size);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const i = row * size + column;
        const streak = sampleField(streaks, size, column + slope * row + (drift[i] ?? 0), row);
        // Light streaks stand out further than dark ones.
        field[i] = Math.exp(0.42 * streak) + 0.04 * (drift[i] ?? 0);
      }
    }
    return standardise(field);
  },
};

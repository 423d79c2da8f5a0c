import { smoothNoise, sineOfTurns, standardise, whiteNoise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** A twill: threads over two and under two, a little crooked and each of its own shade. */
export const weave: SampleTexture = {
  name: 'weave',
  mean: 108,
  contrast: 33,
  relief: 33,
  defects: ['turned', 'smeared'],
  render(random, size) {
    const period = between(random, 7, 9);
    const startX = between(random, 0, 4);
    const startY = between(random, 0, 4);
    const crookedX = smoothNoise(random, size, 16, 40);
    const crookedY = smoothNoise(random, size, 40, 16);
    const grain = smoothNoise(random, size, 0.8, 0.8);
    const light = smoothNoise(random, size, 60, 60);
    const warp = whiteNoise(random, 256);
    const weft = whiteNoise(random, 256);
    const field = new Float32Array(size * size);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const i = row * size + column;
        const u = startX + (column + 0.9 * (crookedX[i] ?? 0)) / period + 8;
        const v = startY + (row + 0.9 * (crookedY[i] ?? 0)) / period + 8;
        const across = Math.floor(u);
        const down = Math.floor(v);
        const over = (across + down) % 4 < 2;
        // Half a sine across the thread that lies on top, and a swell along it.
        const profile = over ? sineOfTurns((u - across) / 2) : sineOfTurns((v - down) / 2);
        const shade = over ? (warp[across % 256] ?? 0) : (weft[down % 256] ?? 0);
        field[i] =
          1.5 * profile +
          (over ? 0.25 : -0.25) +
          0.12 * shade +
          0.28 * (grain[i] ?? 0) +
          0.22 * (light[i] ?? 0);
      }
    }
    return standardise(field);
  },
};

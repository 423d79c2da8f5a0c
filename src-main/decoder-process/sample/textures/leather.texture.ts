import { mix, smoothNoise, standardise } from '../noise-field';
import { between, type SampleTexture } from '../sample-texture';

/** Pebbles between dark seams: the second nearest of scattered points minus the nearest (Worley, 1996). */
export const leather: SampleTexture = {
  name: 'leather',
  mean: 118,
  contrast: 30,
  relief: 46,
  defects: ['erased', 'raised-scratch'],
  render(random, size) {
    const cells = Math.max(4, Math.round(size / between(random, 12, 16)));
    const cell = size / cells;
    const xs = new Float32Array(cells * cells);
    const ys = new Float32Array(cells * cells);
    for (let i = 0; i < xs.length; i += 1) {
      xs[i] = ((i % cells) + between(random, 0.1, 0.9)) * cell;
      ys[i] = (Math.floor(i / cells) + between(random, 0.1, 0.9)) * cell;
    }
    const pebbles = new Float32Array(size * size);
    for (let row = 0; row < size; row += 1) {
      const cellRow = Math.floor(row / cell);
      for (let column = 0; column < size; column += 1) {
        const cellColumn = Math.floor(column / cell);
        let nearest = Number.POSITIVE_INFINITY;
        let second = Number.POSITIVE_INFINITY;
        for (let r = Math.max(0, cellRow - 1); r <= Math.min(cells - 1, cellRow + 1); r += 1) {
          for (
            let c = Math.max(0, cellColumn - 1);
            c <= Math.min(cells - 1, cellColumn + 1);
            c += 1
          ) {
            const dx = (xs[r * cells + c] ?? 0) - column;
            const dy = (ys[r * cells + c] ?? 0) - row;
            const distance = dx * dx + dy * dy;
            if (distance < nearest) {
              second = nearest;
              nearest = distance;
            } else if (distance < second) {
              second = distance;
            }
          }
        }
        const seam = Math.sqrt(second) - Math.sqrt(nearest);
        pebbles[row * size + column] = seam / (seam + 2.2) - 0.03 * Math.sqrt(nearest);
      }
    }
    return standardise(
      mix(
        [0.8, standardise(pebbles)],
        [0.35, smoothNoise(random, size, 1.2, 1.2)],
        [0.4, smoothNoise(random, size, 30, 30)],
      ),
    );
  },
};

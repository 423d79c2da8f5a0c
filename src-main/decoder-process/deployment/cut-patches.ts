import type { PatchPosition } from '../../../src-shared/dataset/patch-grid';

/**
 * Cuts patches out of an image: bytes [patches, channels, patch, patch], plane by plane.
 *
 * @param pixels height × width × channels bytes, row by row
 * @param positions inside the image
 */
export function cutPatches(
  pixels: Uint8Array,
  width: number,
  channels: 1 | 3,
  patchSize: number,
  positions: readonly PatchPosition[],
): Uint8Array {
  const plane = patchSize * patchSize;
  const patches = new Uint8Array(positions.length * channels * plane);
  positions.forEach(({ x, y }, at) => {
    const start = at * channels * plane;
    for (let row = 0; row < patchSize; row += 1) {
      const from = ((y + row) * width + x) * channels;
      const to = start + row * patchSize;
      if (channels === 1) {
        patches.set(pixels.subarray(from, from + patchSize), to);
        continue;
      }
      for (let channel = 0; channel < channels; channel += 1) {
        for (let column = 0; column < patchSize; column += 1) {
          patches[to + channel * plane + column] = pixels[from + column * channels + channel] ?? 0;
        }
      }
    }
  });
  return patches;
}

import { hashSide, perceptualHash } from '../../src-shared/dataset/perceptual-hash';
import { decodePixels, inspectImage, type DecodedPixels } from './decode-image';
import { readImageFile } from './read-image-file';
import { refuseOtherBytes } from './stored-bytes';

/** The perceptual hash of a stored image. */
export async function hashImage(file: string, sha256: string): Promise<string> {
  const content = await readImageFile(file);
  refuseOtherBytes(content.sha256, sha256, file);
  return hashOfPixels(await decodePixels(content, await inspectImage(content)));
}

/** The perceptual hash of decoded pixels: means over 64 × 64 boxes of whole pixels, at least one each. */
export function hashOfPixels({ width, height, channels, samples }: DecodedPixels): string {
  const means = new Float64Array(hashSide * hashSide);
  for (let row = 0; row < hashSide; row += 1) {
    const [top, bottom] = box(row, height);
    for (let column = 0; column < hashSide; column += 1) {
      const [left, right] = box(column, width);
      let sum = 0;
      for (let y = top; y < bottom; y += 1) {
        const end = (y * width + right) * channels;
        for (let at = (y * width + left) * channels; at < end; at += 1) sum += samples[at] ?? 0;
      }
      means[row * hashSide + column] = sum / ((bottom - top) * (right - left) * channels);
    }
  }
  return perceptualHash(means);
}

/** Pixels `[first, last)` of the n-th of 64 boxes along an axis. */
function box(index: number, length: number): readonly [number, number] {
  const first = Math.floor((index * length) / hashSide);
  return [first, Math.max(first + 1, Math.floor(((index + 1) * length) / hashSide))];
}

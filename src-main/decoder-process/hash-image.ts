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

/** The perceptual hash of decoded pixels: means over 64 × 64 equal boxes, parts of pixels by their area. */
export function hashOfPixels({ width, height, channels, samples }: DecodedPixels): string {
  const means = new Float64Array(hashSide * hashSide);
  /** Sums of a row's samples from its begin to each pixel. */
  const sums = new Float64Array(width + 1);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let gray = 0;
      const at = (y * width + x) * channels;
      for (let channel = 0; channel < channels; channel += 1) gray += samples[at + channel] ?? 0;
      sums[x + 1] = (sums[x] ?? 0) + gray;
    }
    // The boxes that this row of pixels reaches into, in units of a box's height.
    const [top, bottom] = [(y * hashSide) / height, ((y + 1) * hashSide) / height];
    for (let row = Math.floor(top); row < bottom && row < hashSide; row += 1) {
      const share = Math.min(bottom, row + 1) - Math.max(top, row);
      for (let column = 0; column < hashSide; column += 1) {
        const index = row * hashSide + column;
        const sum = sumUpTo(sums, column + 1, width) - sumUpTo(sums, column, width);
        means[index] = (means[index] ?? 0) + (share * sum * hashSide) / (width * channels);
      }
    }
  }
  return perceptualHash(means);
}

/** The sum of a row up to the begin of a box, which may lie within a pixel. */
function sumUpTo(sums: Float64Array, column: number, width: number): number {
  const place = (column * width) / hashSide;
  const pixel = Math.min(Math.floor(place), width - 1);
  const before = sums[pixel] ?? 0;
  return before + (place - pixel) * ((sums[pixel + 1] ?? 0) - before);
}

import type { ValueWindow } from '../../src-shared/labelling/picture-look';
import { decodePixels, inspectImage, type DecodedPixels } from './decode-image';
import { readImageFile } from './read-image-file';
import { sharp } from './sharp-library';
import { refuseOtherBytes } from './stored-bytes';

/**
 * A picture (8-bit PNG) of a stored image whose values from `low` to `high` are spread from black to white. The values
 * are those of the file: of a 16-bit image all 65,536 count, so that a window of 256 of them shows each.
 */
export async function windowPicture(
  file: string,
  sha256: string,
  window: ValueWindow,
): Promise<Uint8Array> {
  const content = await readImageFile(file);
  refuseOtherBytes(content.sha256, sha256, file);
  const decoded = await decodePixels(content, await inspectImage(content));
  const { width, height, channels } = decoded;
  // It is looked at once and not kept: fast rather than small.
  const picture = await sharp(windowed(decoded, window), { raw: { width, height, channels } })
    .png({ compressionLevel: 1, adaptiveFiltering: false })
    .toBuffer();
  // A copy in memory of its own: what WebAssembly's threads share cannot be sent to another process.
  return Uint8Array.from(picture);
}

/**
 * The samples spread over 8 bits: round(255 · (v − low) / (high − low)), halves up, clamped; an 8-bit sample v counts
 * 257·v.
 */
export function windowed(
  { samples }: Pick<DecodedPixels, 'samples'>,
  { low, high }: ValueWindow,
): Uint8Array {
  const is16 = samples instanceof Uint16Array;
  const unit = is16 ? 1 : 257;
  const table = Uint8Array.from({ length: is16 ? 65_536 : 256 }, (_, value) => {
    const share = (unit * value - low) / (high - low);
    return Math.floor(255 * Math.min(1, Math.max(0, share)) + 0.5);
  });
  const shown = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i += 1) {
    shown[i] = table[samples[i] ?? 0] ?? 0;
  }
  return shown;
}

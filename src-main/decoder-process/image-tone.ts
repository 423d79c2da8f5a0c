import type { ImageTone } from '../../src-shared/labelling/picture-look';
import { decodePixels, inspectImage, type DecodedPixels } from './decode-image';
import { readImageFile } from './read-image-file';
import { refuseOtherBytes } from './stored-bytes';

/** Share of the samples that a stretch lets go black, and white. */
const stretchedShare = 0.001;

/** Counts the values of a stored image, at its full depth. */
export async function imageTone(file: string, sha256: string): Promise<ImageTone> {
  const content = await readImageFile(file);
  refuseOtherBytes(content.sha256, sha256, file);
  return toneOf(await decodePixels(content, await inspectImage(content)));
}

/**
 * The tone of pixels: all samples of all channels count alike. The stretch goes from the largest value that less than
 * a thousandth of the samples lie below to the smallest that less than a thousandth lie above.
 */
export function toneOf({ samples }: Pick<DecodedPixels, 'samples'>): ImageTone {
  const is16 = samples instanceof Uint16Array;
  const unit = is16 ? 1 : 257;
  const histogram = new Uint32Array(is16 ? 65_536 : 256);
  for (let i = 0; i < samples.length; i += 1) {
    const value = samples[i] ?? 0;
    histogram[value] = (histogram[value] ?? 0) + 1;
  }
  const least = firstBeyond(histogram, 0);
  const largest = histogram.length - 1 - firstBeyond(reversed(histogram), 0);
  const counts = new Array<number>(256).fill(0);
  for (let value = least; value <= largest; value += 1) {
    const part = Math.floor((256 * (value - least)) / (largest - least + 1));
    counts[part] = (counts[part] ?? 0) + (histogram[value] ?? 0);
  }
  const cut = stretchedShare * samples.length;
  return {
    bitDepth: is16 ? 16 : 8,
    least: unit * least,
    largest: unit * largest,
    low: unit * firstBeyond(histogram, cut),
    high: unit * (histogram.length - 1 - firstBeyond(reversed(histogram), cut)),
    counts,
  };
}

/** The first value at which more than `count` samples have been met. */
function firstBeyond(histogram: Uint32Array, count: number): number {
  let met = 0;
  for (let value = 0; value < histogram.length; value += 1) {
    met += histogram[value] ?? 0;
    if (met > count) return value;
  }
  return histogram.length - 1;
}

function reversed(histogram: Uint32Array): Uint32Array {
  return histogram.slice().reverse();
}

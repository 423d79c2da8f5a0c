import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { connectedComponents } from '../../src-shared/labelling/connected-components';
import { fitEllipse } from '../../src-shared/labelling/ellipse-fit';
import { edgesOfMask, lengthsOfEdges, maxEdges } from '../../src-shared/labelling/pixel-edges';
import { allBlack, type DecodedFormat, type FittedMask } from './decoder-calls';
import { decodePixels, inspectImage, type DecodedPixels } from './decode-image';
import { readImageFile } from './read-image-file';

/**
 * A smaller blob is no defect of its own: a speck, or a piece of a thin line that falls apart in pixels (DAGM's
 * Class8/Train/Label/1502_label.PNG is 19 pieces of two).
 */
const speckShare = 0.02;
const speckPixels = 16;

/** One ellipse stands for the whole mask where it fits this well, whatever the number of blobs. */
const goodFit = 0.9;

/** Formats that may change a value a little, so that black is not quite 0. */
const lossyFormats: readonly DecodedFormat[] = ['jpeg', 'webp'];

/**
 * Ellipses for a mask image. White is defect: at least half of full scale in any channel. Where nothing is so bright,
 * the mask numbers its classes, and any value but 0 is defect.
 *
 * One ellipse where it fits well; else one for each blob but specks. The mask itself comes along, specks and all.
 *
 * @throws ExpectedFailure `bad-input` whose message is the reason alone: unreadable, of another size, all black, or dark
 *   in a format with losses.
 */
export async function fitMask(file: string, width: number, height: number): Promise<FittedMask> {
  const content = await readImageFile(file);
  const image = await inspectImage(content);
  if (image.width !== width || image.height !== height) {
    throw new ExpectedFailure(
      'bad-input',
      `has ${image.width} × ${image.height} pixels, its image ${width} × ${height}`,
    );
  }
  const mask = whitePixels(await decodePixels(content, image), image.format);
  const whole = fitEllipse(mask, width, height);
  if (whole === null) {
    throw new ExpectedFailure('bad-input', allBlack);
  }
  const fits = [whole];
  if (whole.iou < goodFit) {
    const blobs = connectedComponents(mask, width, height);
    const area = blobs.reduce((sum, blob) => sum + blob.area, 0);
    const defects = blobs.filter((blob) => blob.area >= Math.max(speckPixels, speckShare * area));
    if (defects.length > 1) {
      const single = defects.flatMap((blob) => fitEllipse(blob.mask, width, height) ?? []);
      fits.splice(0, 1, ...single);
    }
  }
  const edges = edgesOfMask(mask);
  return {
    ellipses: fits.map(({ ellipse, iou }) => ({ shape: ellipse, iou })),
    lengths: edges.length > maxEdges ? null : lengthsOfEdges(edges),
  };
}

/**
 * The pixels of a mask that are defect, see {@link fitMask}.
 *
 * @returns a byte a pixel, row by row: 1 or 0.
 * @throws ExpectedFailure `bad-input` where it is dark in a format with losses.
 */
export function whitePixels(
  { samples, channels }: DecodedPixels,
  format: DecodedFormat,
): Uint8Array {
  const mask = new Uint8Array(samples.length / channels);
  let brightest = 0;
  for (const value of samples) brightest = Math.max(brightest, value);
  const full = samples instanceof Uint16Array ? 65535 : 255;
  const dark = brightest > 0 && brightest < full / 2;
  if (dark && lossyFormats.includes(format)) {
    throw new ExpectedFailure(
      'bad-input',
      `is neither black nor white (its brightest value is ${brightest} of ${full})`,
    );
  }
  const least = dark ? 1 : full / 2;
  for (let at = 0; at < samples.length; at += 1) {
    if ((samples[at] ?? 0) >= least) mask[Math.floor(at / channels)] = 1;
  }
  return mask;
}

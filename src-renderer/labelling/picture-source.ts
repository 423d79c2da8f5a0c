import {
  isPlain,
  largestValue,
  lookTable,
  needsTone,
  wholeWindow,
  windowOf,
  type ImageTone,
  type PictureLook,
  type ValueWindow,
} from '../../src-shared/labelling/picture-look';
import { imageUrl, windowUrl } from '../parts/image-url';

/** Where a picture of an image comes from. */
export interface PictureSource {
  readonly href: string;
  /** The values that main has spread from black to white in it; all for the file's own bytes. */
  readonly spread: ValueWindow;
}

interface Pictured {
  readonly sha256: string;
  readonly bitDepth: 8 | 16;
}

/**
 * The picture that a look asks for. Windows of 16-bit images are cut from the file's values by main, since a page would
 * throw the lower eight bits away; everything else is a table over the page's own picture.
 *
 * @returns null while the values of the image must be known and are not.
 */
export function pictureSource(
  image: Pictured,
  look: PictureLook,
  tone: ImageTone | null,
): PictureSource | null {
  if (needsTone(look, image.bitDepth) && tone === null) return null;
  if (image.bitDepth === 8) return { href: imageUrl(image.sha256), spread: wholeWindow };
  const window = windowOf(look, 16, tone);
  return { href: windowUrl(image.sha256, window), spread: window };
}

/**
 * The table that shows a picture under a look; null where it is shown as it is. While main still cuts another window of
 * a 16-bit image, the picture at hand is spread further instead, so that a handle can be dragged.
 */
export function pictureTable(
  image: Pictured,
  look: PictureLook,
  tone: ImageTone | null,
  source: PictureSource,
): readonly number[] | null {
  const wanted = windowOf(look, image.bitDepth, tone);
  const within = relativeWindow(wanted, source.spread);
  return isPlain(look, within) ? null : lookTable(look, within);
}

/** A window in the units of a picture in which `spread` already runs from 0 to 65535. */
function relativeWindow(wanted: ValueWindow, spread: ValueWindow): ValueWindow {
  const unit = largestValue / (spread.high - spread.low);
  return { low: (wanted.low - spread.low) * unit, high: (wanted.high - spread.low) * unit };
}

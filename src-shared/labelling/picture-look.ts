/** Largest value of a 16-bit sample. Values are counted in these units: an 8-bit sample v counts 257·v, as for networks. */
export const largestValue = 65_535;

/** Which of an image's values are spread from black to white. */
export type ValueRange =
  /** 16-bit images as `stretch`, since a camera's 12 bits would be nearly black; others as `whole`. */
  | { readonly kind: 'auto' }
  /** All that the file could hold. */
  | { readonly kind: 'whole' }
  /** Of each image its own: all but the darkest and the lightest thousandth. */
  | { readonly kind: 'stretch' }
  /** The same in every image: from `low` to `high`, 0 ≤ low < high ≤ 65535. */
  | { readonly kind: 'window'; readonly low: number; readonly high: number };

/** How pictures are shown. It never touches an image: networks see the file's values. */
export interface PictureLook {
  readonly range: ValueRange;
  /** −100 to 100: added, in percent of full white. */
  readonly brightness: number;
  /** −100 to 100: the slope about middle gray is 4^(contrast/100). */
  readonly contrast: number;
  /** 0.2 to 5: above 1 lightens what is dark. */
  readonly gamma: number;
  readonly invert: boolean;
}

/** A picture as its file has it. */
export const plainLook: PictureLook = {
  range: { kind: 'auto' },
  brightness: 0,
  contrast: 0,
  gamma: 1,
  invert: false,
};

/** What values an image has. */
export interface ImageTone {
  readonly bitDepth: 8 | 16;
  /** The smallest and the largest, 0–65535. */
  readonly least: number;
  readonly largest: number;
  /** Between them lie all but the darkest and the lightest thousandth of the samples. */
  readonly low: number;
  readonly high: number;
  /** How many samples lie in each of 256 equal parts of the values from `least` to `largest`. */
  readonly counts: readonly number[];
}

/** Values from `low` (black) to `high` (white), 0–65535. */
export interface ValueWindow {
  readonly low: number;
  readonly high: number;
}

/** All values. */
export const wholeWindow: ValueWindow = { low: 0, high: largestValue };

/** Whether the window of an image follows from its values, so that its tone must be known. */
export function needsTone(look: PictureLook, bitDepth: 8 | 16): boolean {
  const { kind } = look.range;
  return kind === 'stretch' || (kind === 'auto' && bitDepth === 16);
}

/** The window that a look gives an image; all values where its tone would be needed and is not known yet. */
export function windowOf(look: PictureLook, bitDepth: 8 | 16, tone: ImageTone | null): ValueWindow {
  if (look.range.kind === 'window') return { low: look.range.low, high: look.range.high };
  if (!needsTone(look, bitDepth) || tone === null) return wholeWindow;
  return tone.low < tone.high ? { low: tone.low, high: tone.high } : wholeWindow;
}

/**
 * Output of each 8-bit value of a picture, 0–1, as the table of an SVG `feComponentTransfer` takes it:
 *
 * x = (v·257 − low) / (high − low) · y = x^(1/gamma) · z = (y − ½)·4^(contrast/100) + ½ + brightness/100,
 * each clamped to 0–1, and 1 − z where inverted.
 *
 * @param window what is spread from black to white; all for a picture that main has spread already.
 * @returns 256 numbers.
 */
export function lookTable(look: PictureLook, window: ValueWindow): readonly number[] {
  const slope = 4 ** (look.contrast / 100);
  return Array.from({ length: 256 }, (_, value) => {
    const spread = clamp((257 * value - window.low) / (window.high - window.low));
    const curved = spread ** (1 / look.gamma);
    const shown = clamp((curved - 0.5) * slope + 0.5 + look.brightness / 100);
    return look.invert ? 1 - shown : shown;
  });
}

/** Whether a picture is shown as it is, so that no filter need run. */
export function isPlain(look: PictureLook, window: ValueWindow): boolean {
  return (
    look.brightness === 0 &&
    look.contrast === 0 &&
    look.gamma === 1 &&
    !look.invert &&
    window.low === 0 &&
    window.high === largestValue
  );
}

/** Whether two looks show every picture alike. */
export function isSameLook(one: PictureLook, other: PictureLook): boolean {
  return JSON.stringify(normalised(one)) === JSON.stringify(normalised(other));
}

/** The same look, its parts in one order and none besides, as it is stored. */
export function normalised({
  range,
  brightness,
  contrast,
  gamma,
  invert,
}: PictureLook): PictureLook {
  const plainRange: ValueRange =
    range.kind === 'window'
      ? { kind: 'window', low: range.low, high: range.high }
      : { kind: range.kind };
  return { range: plainRange, brightness, contrast, gamma, invert };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

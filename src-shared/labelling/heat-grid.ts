/** A small grid of values that lies over a picture, e.g. the score of each patch, or a class activation. */
export interface HeatGrid {
  readonly columns: number;
  readonly rows: number;
  /** Row by row, rows × columns numbers; what is outside 0–1 counts as the nearer end, and NaN as nothing there. */
  readonly values: readonly number[];
  /** The rectangle of the picture that the cells share evenly, image pixels. */
  readonly area: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** true: neighbouring cells run into each other; false: each is a square of one colour. */
  readonly smooth: boolean;
}

/**
 * Colours of 0, ¼, ½, ¾ and 1: dark violet over magenta to pale yellow. Lightness grows all the way, so that the order can
 * be read with any colour sight, and on gray paper. After the map "inferno" of matplotlib (CC0).
 */
const stops: readonly (readonly [number, number, number])[] = [
  [20, 11, 52],
  [101, 21, 110],
  [188, 55, 84],
  [249, 142, 9],
  [252, 255, 164],
];

/** Opacity of the value 0; the value 1 is opaque, so that a sound place shows the picture and not the map. */
const faintest = 0.15;

/**
 * The pixels of a grid: columns × rows × 4 bytes (RGBA, not premultiplied), row by row.
 *
 * @throws RangeError where there are not rows × columns values.
 */
export function heatPixels({ columns, rows, values }: HeatGrid): Uint8ClampedArray<ArrayBuffer> {
  if (values.length !== columns * rows) {
    throw new RangeError(`${columns} × ${rows} cells need as many values, not ${values.length}.`);
  }
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, cell) => {
    if (!Number.isNaN(value)) pixels.set(heatColour(value), 4 * cell);
  });
  return pixels;
}

/** Red, green, blue and opacity (0–255) of a value. */
export function heatColour(value: number): readonly [number, number, number, number] {
  const clamped = Math.min(1, Math.max(0, value));
  const at = clamped * (stops.length - 1);
  const below = stops[Math.floor(at)] ?? [0, 0, 0];
  const above = stops[Math.ceil(at)] ?? below;
  const part = at - Math.floor(at);
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(below[channel] + part * (above[channel] - below[channel]));
  return [mix(0), mix(1), mix(2), Math.round(255 * (faintest + (1 - faintest) * clamped))];
}

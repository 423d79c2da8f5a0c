// Gaussian filters along one axis of height × width numbers, row by row, wrapping around at the edges.

/** From here on, three boxes in a row are near enough to a Gaussian, at a cost that does not grow with sigma. */
const fewestBoxSigma = 2;

/** Filters along x; a copy. `sigma` in pixels, 0 leaves the field as it is. */
export function blurRows(
  field: Float32Array,
  width: number,
  height: number,
  sigma: number,
): Float32Array {
  const result = field.slice();
  if (sigma <= 0) {
    return result;
  }
  if (sigma < fewestBoxSigma) {
    const taps = gaussianTaps(sigma);
    const radius = (taps.length - 1) / 2;
    const padded = new Float32Array(width + 2 * radius);
    for (let row = 0; row < height; row += 1) {
      pad(result, row * width, width, radius, padded);
      for (let column = 0; column < width; column += 1) {
        let sum = 0;
        for (let tap = 0; tap < taps.length; tap += 1) {
          sum += (taps[tap] ?? 0) * (padded[column + tap] ?? 0);
        }
        result[row * width + column] = sum;
      }
    }
    return result;
  }
  for (const radius of boxRadii(sigma)) {
    const share = 1 / (2 * radius + 1);
    const padded = new Float32Array(width + 2 * radius);
    for (let row = 0; row < height; row += 1) {
      pad(result, row * width, width, radius, padded);
      let sum = 0;
      for (let i = 0; i < 2 * radius; i += 1) {
        sum += padded[i] ?? 0;
      }
      for (let column = 0; column < width; column += 1) {
        sum += padded[column + 2 * radius] ?? 0;
        result[row * width + column] = sum * share;
        sum -= padded[column] ?? 0;
      }
    }
  }
  return result;
}

/** Filters along y; a copy. `sigma` in pixels, 0 leaves the field as it is. */
export function blurColumns(
  field: Float32Array,
  width: number,
  height: number,
  sigma: number,
): Float32Array {
  if (sigma <= 0) {
    return field.slice();
  }
  if (sigma < fewestBoxSigma) {
    return weighRows(field, width, height, gaussianTaps(sigma));
  }
  return boxRadii(sigma).reduce(
    (source, radius) => averageRows(source, width, height, radius),
    field,
  );
}

function weighRows(
  field: Float32Array,
  width: number,
  height: number,
  taps: Float32Array,
): Float32Array {
  const result = new Float32Array(field.length);
  const radius = (taps.length - 1) / 2;
  for (let row = 0; row < height; row += 1) {
    const target = row * width;
    for (let tap = 0; tap < taps.length; tap += 1) {
      const source = wrapRow(row + tap - radius, height) * width;
      const weight = taps[tap] ?? 0;
      for (let column = 0; column < width; column += 1) {
        result[target + column] =
          (result[target + column] ?? 0) + weight * (field[source + column] ?? 0);
      }
    }
  }
  return result;
}

function averageRows(
  field: Float32Array,
  width: number,
  height: number,
  radius: number,
): Float32Array {
  const result = new Float32Array(field.length);
  const share = 1 / (2 * radius + 1);
  const sums = new Float64Array(width);
  for (let row = -radius; row < radius; row += 1) {
    const entering = wrapRow(row, height) * width;
    for (let column = 0; column < width; column += 1) {
      sums[column] = (sums[column] ?? 0) + (field[entering + column] ?? 0);
    }
  }
  for (let row = 0; row < height; row += 1) {
    const entering = wrapRow(row + radius, height) * width;
    const leaving = wrapRow(row - radius, height) * width;
    const target = row * width;
    for (let column = 0; column < width; column += 1) {
      const sum = (sums[column] ?? 0) + (field[entering + column] ?? 0);
      result[target + column] = sum * share;
      sums[column] = sum - (field[leaving + column] ?? 0);
    }
  }
  return result;
}

/** Copies one row with `radius` of its other end on each side. */
function pad(
  field: Float32Array,
  start: number,
  width: number,
  radius: number,
  padded: Float32Array,
): void {
  padded.set(field.subarray(start, start + width), radius);
  for (let i = 1; i <= radius; i += 1) {
    padded[radius - i] = field[start + wrapRow(-i, width)] ?? 0;
    padded[radius + width - 1 + i] = field[start + wrapRow(width - 1 + i, width)] ?? 0;
  }
}

function wrapRow(row: number, height: number): number {
  const rest = row % height;
  return rest < 0 ? rest + height : rest;
}

function gaussianTaps(sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(2.6 * sigma));
  const taps = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

/**
 * Radii of three boxes whose variances (w² − 1)/12 sum to nearly sigma² (Kovesi, "Fast almost-Gaussian filtering",
 * DICTA 2010).
 */
function boxRadii(sigma: number): readonly number[] {
  const ideal = Math.sqrt(4 * sigma * sigma + 1);
  const lower = Math.floor((ideal - 1) / 2);
  const width = 2 * lower + 1;
  const narrow = Math.round(
    (3 * width * width + 12 * width + 9 - 12 * sigma * sigma) / (4 * width + 4),
  );
  return [0, 1, 2].map((pass) => (pass < narrow ? lower : lower + 1));
}

import type { Ellipse } from '../labelling/ellipse';
import { rasterise } from '../labelling/ellipse-mask';
import type { PatchPosition } from './patch-grid';
import { randomStream } from './random';

/** What patches are cut from; all lengths in scaled pixels. */
export interface PatchSource {
  /** Names the image in the random stream: its SHA-256. */
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly ellipses: readonly Ellipse[];
  readonly defective: boolean;
}

/**
 * Where an image's training patches are cut: anywhere for a non-defective image; for a defective one, each patch
 * *contains the defect* (protocol.md): for one of its ellipses, drawn at random, it holds at least half of the area that
 * the best-placed patch would hold, and its position is drawn uniformly from those that do. Areas are pixels of the
 * rasterised ellipse inside the image. An ellipse without such a pixel is not drawn.
 *
 * The numbers depend on (seed, key) alone, so that neither other images nor their order matter, and the first patches
 * of a larger `count` are those of a smaller one.
 *
 * @param options.patchSize side, pixels. @param options.count how many patches; they may coincide.
 * @returns empty where the image is smaller than a patch, or defective without an ellipse that reaches into it.
 */
export function trainingPatchPositions(
  image: PatchSource,
  options: { readonly patchSize: number; readonly count: number; readonly seed: number },
): readonly PatchPosition[] {
  const { patchSize, count, seed } = options;
  const columns = image.width - patchSize + 1;
  const rows = image.height - patchSize + 1;
  if (columns < 1 || rows < 1) {
    return [];
  }
  const random = randomStream(seed, 'training-patches', image.key);
  if (!image.defective) {
    return Array.from({ length: count }, () => ({
      x: random.integer(columns),
      y: random.integer(rows),
    }));
  }
  const choices = image.ellipses
    .map((ellipse) => positionsWithDefect(image, ellipse, patchSize))
    .filter((positions) => positions.length > 0);
  if (choices.length === 0) {
    return [];
  }
  return Array.from({ length: count }, () => {
    const positions = choices[random.integer(choices.length)] ?? new Uint32Array(0);
    const position = positions[random.integer(positions.length)] ?? 0;
    return { x: position % columns, y: Math.floor(position / columns) };
  });
}

/** Positions y·columns + x whose patch holds at least half of what the best one holds; empty where none holds any. */
function positionsWithDefect(
  { width, height }: PatchSource,
  ellipse: Ellipse,
  patchSize: number,
): Uint32Array {
  const areas = areasInPatches(rasterise([ellipse], width, height), width, height, patchSize);
  const best = areas.reduce((most, area) => Math.max(most, area), 0);
  if (best === 0) {
    return new Uint32Array(0);
  }
  const found = areas.reduce((total, area) => total + (2 * area >= best ? 1 : 0), 0);
  const positions = new Uint32Array(found);
  let next = 0;
  areas.forEach((area, position) => {
    if (2 * area >= best) {
      positions[next] = position;
      next += 1;
    }
  });
  return positions;
}

/**
 * Set pixels in the patch at every position, from an integral image: four look-ups a position.
 *
 * @returns (height − patchSize + 1) × (width − patchSize + 1) counts, row by row.
 */
function areasInPatches(
  mask: Uint8Array,
  width: number,
  height: number,
  patchSize: number,
): Uint32Array {
  const stride = width + 1;
  const integral = new Uint32Array(stride * (height + 1));
  for (let row = 0; row < height; row += 1) {
    let sum = 0;
    for (let column = 0; column < width; column += 1) {
      sum += mask[row * width + column] ?? 0;
      integral[(row + 1) * stride + column + 1] = (integral[row * stride + column + 1] ?? 0) + sum;
    }
  }
  const columns = width - patchSize + 1;
  const rows = height - patchSize + 1;
  const areas = new Uint32Array(columns * rows);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const top = y * stride + x;
      const bottom = top + patchSize * stride;
      areas[y * columns + x] =
        (integral[bottom + patchSize] ?? 0) -
        (integral[bottom] ?? 0) -
        (integral[top + patchSize] ?? 0) +
        (integral[top] ?? 0);
    }
  }
  return areas;
}

/** What a network sees of a defect in one patch. */
export interface PatchEvidence {
  /** Top-left corner, scaled pixels. */
  readonly x: number;
  readonly y: number;
  /** Summed softmax of the defective classes, 0 … 1. */
  readonly score: number;
  /** Class activation over the patch, `rows` × `columns` values ≥ 0, row by row. */
  readonly activation: Float32Array;
}

/** How the patches of an image lie. */
export interface EvidenceLayout {
  /** Of the image, scaled pixels. */
  readonly width: number;
  readonly height: number;
  /** Side of a patch, scaled pixels. */
  readonly patchSize: number;
  /** Of one patch's activation. */
  readonly rows: number;
  readonly columns: number;
}

/** Where in an image a network sees a defect: values over square cells, from the top-left corner on. */
export interface EvidenceMap {
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell, scaled pixels; the last column and row may reach beyond the image. */
  readonly cell: number;
  /** 0 … 1, row by row; the largest is the score of the most defective patch, or all are 0. */
  readonly values: Float32Array;
}

/**
 * Puts the activations of overlapping patches together: a cell gets the mean over the patches that cover its centre of
 * activation there (interpolated between the activation's own cells) times the patch's score. A patch that is taken for
 * sound says little about a defect, wherever it points. The whole is scaled so that its largest value is the largest
 * score: pictures of sound images stay dark.
 *
 * @param patches of the image's grid, at least one
 */
export function evidenceMap(
  patches: readonly PatchEvidence[],
  layout: EvidenceLayout,
): EvidenceMap {
  const cell = layout.patchSize / layout.columns;
  const columns = Math.ceil(layout.width / cell);
  const rows = Math.ceil(layout.height / cell);
  const values = new Float32Array(columns * rows);
  let largest = 0;
  for (let row = 0; row < rows; row += 1) {
    const y = Math.min((row + 0.5) * cell, layout.height - 0.5);
    for (let column = 0; column < columns; column += 1) {
      const x = Math.min((column + 0.5) * cell, layout.width - 0.5);
      const value = valueAt(patches, layout, x, y);
      values[row * columns + column] = value;
      largest = Math.max(largest, value);
    }
  }
  const score = Math.max(...patches.map((patch) => patch.score));
  const scale = largest === 0 ? 0 : score / largest;
  return { columns, rows, cell, values: values.map((value) => value * scale) };
}

function valueAt(
  patches: readonly PatchEvidence[],
  { patchSize, rows, columns }: EvidenceLayout,
  x: number,
  y: number,
): number {
  let sum = 0;
  let count = 0;
  for (const patch of patches) {
    const u = (x - patch.x) / patchSize;
    const v = (y - patch.y) / patchSize;
    if (u < 0 || u > 1 || v < 0 || v > 1) continue;
    sum += patch.score * interpolated(patch.activation, rows, columns, v * rows, u * columns);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/**
 * Bilinear between the centres of cells, constant beyond the outer ones.
 *
 * @param down in cells from the top edge: the centre of the first row is 0.5
 * @param right in cells from the left edge
 */
export function interpolated(
  values: Float32Array,
  rows: number,
  columns: number,
  down: number,
  right: number,
): number {
  const y = Math.min(Math.max(down - 0.5, 0), rows - 1);
  const x = Math.min(Math.max(right - 0.5, 0), columns - 1);
  const top = Math.floor(y);
  const left = Math.floor(x);
  const bottom = Math.min(top + 1, rows - 1);
  const end = Math.min(left + 1, columns - 1);
  const at = (row: number, column: number): number => values[row * columns + column] ?? 0;
  const upper = at(top, left) + (x - left) * (at(top, end) - at(top, left));
  const lower = at(bottom, left) + (x - left) * (at(bottom, end) - at(bottom, left));
  return upper + (y - top) * (lower - upper);
}

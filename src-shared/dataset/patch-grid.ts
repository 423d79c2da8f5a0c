/** Top-left corner of a patch, pixels. */
export interface PatchPosition {
  readonly x: number;
  readonly y: number;
}

/**
 * Offsets of the fewest patches that cover an axis: n = ⌈size/patch⌉, evenly spread and rounded to pixels, the first
 * at 0, the last at size − patch. For 512 and 224: 0, 144, 288.
 *
 * @param size pixels of the image along the axis, integer.
 * @param patch side of the patch, pixels, integer ≥ 1.
 * @returns empty where the image is smaller than the patch.
 */
export function gridOffsets(size: number, patch: number): readonly number[] {
  const count = size < patch ? 0 : Math.ceil(size / patch);
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? 0 : Math.round((i * (size - patch)) / (count - 1)),
  );
}

/**
 * The grid of slightly overlapping patches an image is decided from, row by row.
 *
 * @returns null where the image is smaller than a patch: such an image is left out, and named.
 */
export function patchGrid(
  width: number,
  height: number,
  patch: number,
): readonly PatchPosition[] | null {
  const columns = gridOffsets(width, patch);
  const rows = gridOffsets(height, patch);
  return columns.length === 0 || rows.length === 0
    ? null
    : rows.flatMap((y) => columns.map((x) => ({ x, y })));
}

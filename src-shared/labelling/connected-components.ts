/** One blob of a mask. */
export interface MaskComponent {
  /** As long as the whole mask: 1 in this blob, 0 elsewhere. */
  readonly mask: Uint8Array;
  /** Pixels. */
  readonly area: number;
}

/**
 * Splits a mask into blobs of pixels that touch by a side or a corner.
 *
 * @param mask height × width bytes, row by row; any value but 0 is set.
 * @returns largest first; blobs of equal area in the order of their first pixel.
 */
export function connectedComponents(
  mask: Uint8Array,
  width: number,
  height: number,
): readonly MaskComponent[] {
  const seen = new Uint8Array(mask.length);
  const components: MaskComponent[] = [];
  for (let start = 0; start < mask.length; start += 1) {
    if (mask[start] !== 0 && seen[start] === 0) {
      components.push(floodFill(mask, seen, start, width, height));
    }
  }
  return components.sort((left, right) => right.area - left.area);
}

function floodFill(
  mask: Uint8Array,
  seen: Uint8Array,
  start: number,
  width: number,
  height: number,
): MaskComponent {
  const component = new Uint8Array(mask.length);
  const open = [start];
  seen[start] = 1;
  let area = 0;
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    component[pixel] = 1;
    area += 1;
    const row = Math.floor(pixel / width);
    const column = pixel % width;
    for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1) {
      for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) {
        const neighbour = y * width + x;
        if (mask[neighbour] !== 0 && seen[neighbour] === 0) {
          seen[neighbour] = 1;
          open.push(neighbour);
        }
      }
    }
  }
  return { mask: component, area };
}

import type { FlatPolygon } from './ellipse-polygon';

/**
 * The pixels whose centre lies in at least one of the polygons; each is filled by the even-odd rule.
 *
 * @returns height × width bytes, row by row: 1 inside, 0 outside.
 */
export function fillPolygon(
  rings: readonly FlatPolygon[],
  width: number,
  height: number,
): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const ring of rings) {
    const ys = ring.filter((_, i) => i % 2 === 1);
    const top = ys.reduce((least, y) => Math.min(least, y), height);
    const bottom = ys.reduce((most, y) => Math.max(most, y), 0);
    const first = Math.max(0, Math.ceil(top - 0.5));
    const last = Math.min(height - 1, Math.floor(bottom - 0.5));
    for (let row = first; row <= last; row += 1) {
      const crossings = crossingsAt(ring, row + 0.5);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const start = Math.max(0, Math.ceil((crossings[i] ?? 0) - 0.5));
        const end = Math.min(width, Math.floor((crossings[i + 1] ?? 0) - 0.5) + 1);
        if (end > start) {
          mask.fill(1, row * width + start, row * width + end);
        }
      }
    }
  }
  return mask;
}

/** Where the polygon's sides cross a horizontal line, from left to right; a corner on it counts for one of its sides. */
function crossingsAt(ring: FlatPolygon, y: number): readonly number[] {
  const found: number[] = [];
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    const [x0 = 0, y0 = 0] = [ring[i], ring[i + 1]];
    const [x1 = 0, y1 = 0] = [ring[next], ring[next + 1]];
    if (y0 <= y !== y1 <= y) {
      found.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    }
  }
  return found.sort((one, other) => one - other);
}

/**
 * The pixels of run lengths that go down the columns, beginning with a run outside: COCO's RLE.
 *
 * @returns height × width bytes, row by row: 1 inside, 0 outside. Runs beyond the last pixel are cut.
 */
export function fillRuns(counts: readonly number[], width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  let place = 0;
  counts.forEach((count, i) => {
    const end = Math.min(width * height, place + count);
    for (let pixel = place; i % 2 === 1 && pixel < end; pixel += 1) {
      mask[(pixel % height) * width + Math.floor(pixel / height)] = 1;
    }
    place = end;
  });
  return mask;
}

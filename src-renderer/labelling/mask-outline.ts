import type { PixelEdges } from '../../src-shared/labelling/pixel-edges';

/**
 * The border of a mask along the sides of its pixels, as an SVG path in image pixels.
 *
 * @param width columns of the image, integer > 0.
 */
export function maskOutline(edges: PixelEdges, width: number): string {
  const rows = columnsByRow(edges, width);
  const steps: string[] = [];
  for (const [row, columns] of rows) {
    for (const column of columns) steps.push(`M${column} ${row}v1`);
    steps.push(...sides(columns, rows.get(row - 1) ?? [], row));
    // Below a row with nothing under it; otherwise the next row draws this side.
    if (!rows.has(row + 1)) steps.push(...sides(columns, [], row + 1));
  }
  return steps.join('');
}

/** Columns at which the mask begins and ends by turns, of each row that has any; a span may run over several rows. */
function columnsByRow(edges: PixelEdges, width: number): ReadonlyMap<number, readonly number[]> {
  const rows = new Map<number, number[]>();
  for (let i = 0; i + 1 < edges.length; i += 2) {
    const [start = 0, end = 0] = [edges[i], edges[i + 1]];
    for (let row = Math.floor(start / width); row * width < end; row += 1) {
      const columns = rows.get(row) ?? [];
      rows.set(row, columns);
      columns.push(Math.max(0, start - row * width), Math.min(width, end - row * width));
    }
  }
  return rows;
}

/** The sides between two rows, one above the other: where just one of them has a pixel. */
function sides(one: readonly number[], other: readonly number[], y: number): readonly string[] {
  const borders = [...one, ...other].sort((first, second) => first - second);
  const steps: string[] = [];
  for (let i = 0; i + 1 < borders.length; i += 2) {
    const [from = 0, to = 0] = [borders[i], borders[i + 1]];
    if (from < to) steps.push(`M${from} ${y}H${to}`);
  }
  return steps;
}

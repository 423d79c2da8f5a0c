/**
 * Where a key leads in a grid that is filled row by row, or null for a key that does not move.
 * @param index present position, 0 … count − 1
 * @param visibleRows rows of the screen, ≥ 1: what PageUp and PageDown move by
 */
export function gridMove(
  key: string,
  index: number,
  count: number,
  columns: number,
  visibleRows: number,
): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return Math.max(0, count - 1);
  const step = stepOf(key, columns, visibleRows);
  if (step === null) return null;
  const wanted = index + step;
  // Up in the first row stays; a page up goes to the very first.
  if (wanted < 0) return key === 'ArrowUp' ? index : 0;
  return Math.min(wanted, Math.max(0, count - 1));
}

function stepOf(key: string, columns: number, visibleRows: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return 1;
    case 'ArrowLeft':
      return -1;
    case 'ArrowDown':
      return columns;
    case 'ArrowUp':
      return -columns;
    case 'PageDown':
      return columns * visibleRows;
    case 'PageUp':
      return -columns * visibleRows;
    default:
      return null;
  }
}

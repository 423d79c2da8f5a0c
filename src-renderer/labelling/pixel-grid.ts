import type { Size, Viewport } from './stage-viewport';

/** From this zoom on (CSS pixels an image pixel) lines between pixels can be told from the picture. */
export const pixelGridFrom = 10;

/**
 * Lines between the pixels that are on the stage, as an SVG path in image pixels; null where the zoom is too small for
 * them.
 */
export function pixelGridPath({ x, y, scale }: Viewport, stage: Size, image: Size): string | null {
  if (scale < pixelGridFrom) return null;
  const left = Math.max(0, Math.floor(x));
  const right = Math.min(image.width, Math.ceil(x + stage.width / scale));
  const top = Math.max(0, Math.floor(y));
  const bottom = Math.min(image.height, Math.ceil(y + stage.height / scale));
  if (left >= right || top >= bottom) return null;
  const columns = between(left, right).map((at) => `M${at} ${top}V${bottom}`);
  const rows = between(top, bottom).map((at) => `M${left} ${at}H${right}`);
  return [...columns, ...rows].join('');
}

function between(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

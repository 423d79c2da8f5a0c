import type { Bounds, Ellipse } from './ellipse';
import { reachesImage } from './ellipse-box';
import { moveEllipse, smallestSemiAxis } from './ellipse-edit';

/** Pixels across and down that a copy stands off what it would otherwise hide. */
export const copyOffset = 10;

const directions = [
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
] as const;

/**
 * Copies for an image: those that reach it, where they were; all moved together by multiples of {@link copyOffset} where
 * one would cover an ellipse of the same shape to the last bit, and so would not be seen.
 *
 * @returns fewer than given where some do not reach the image; in the given order.
 */
export function copiesFor(
  shapes: readonly Ellipse[],
  existing: readonly Ellipse[],
  image: { readonly width: number; readonly height: number },
): readonly Ellipse[] {
  const reaching = shapes.filter((shape) => reachesImage(shape, image));
  const taken = new Set(existing.map(written));
  const clear = (copies: readonly Ellipse[]): boolean =>
    copies.every((copy) => !taken.has(written(copy)));
  if (clear(reaching)) return reaching;
  // One step more than there are ellipses is always clear, unless it leads off the image everywhere.
  for (let step = 1; step <= existing.length + 1; step += 1) {
    for (const [across, down] of directions) {
      const by = step * copyOffset;
      const copies = reaching.map((shape) => moveEllipse(shape, across * by, down * by));
      if (clear(copies) && copies.every((copy) => reachesImage(copy, image))) return copies;
    }
  }
  return reaching;
}

/** An ellipse drawn without a pointer: in the middle of what is seen, a quarter as long and an eighth as high. */
export function placedEllipse({ left, top, right, bottom }: Bounds): Ellipse {
  const side = Math.min(right - left, bottom - top);
  return {
    x: Math.round((left + right) / 2),
    y: Math.round((top + bottom) / 2),
    a: Math.max(smallestSemiAxis, Math.round(side / 8)),
    b: Math.max(smallestSemiAxis, Math.round(side / 16)),
    angle: 0,
  };
}

function written({ x, y, a, b, angle }: Ellipse): string {
  return [x, y, a, b, angle].join();
}

import { assertNever } from '../../../src-shared/assert-never';
import type { RandomStream } from '../../../src-shared/dataset/random';
import type { Point } from '../../../src-shared/labelling/ellipse-edit';
import type { DefectKind } from './defect-kind';
import { blobSupport, clusterSupport, strokeSupport, type DefectSupport } from './defect-support';
import { sineOfTurns } from './noise-field';
import { between } from './sample-texture';

/** A surface in gray levels that are not rounded yet: size × size, row by row. */
export interface GraySurface {
  readonly size: number;
  readonly gray: Float32Array;
  /** Gray levels a standard deviation. */
  readonly contrast: number;
  /** Gray levels by which scratches and spots stand out. */
  readonly relief: number;
}

/**
 * Draws where a defect of this kind lies.
 *
 * @param scale 1 for large images; less shrinks defects, so that they fit small images.
 */
export function drawDefect(
  kind: DefectKind,
  random: RandomStream,
  centre: Point,
  scale: number,
): DefectSupport {
  switch (kind) {
    case 'erased':
      return blobSupport(random, centre, scale * between(random, 17, 30), between(random, 1, 1.8));
    case 'turned':
    case 'coarsened':
      return blobSupport(random, centre, scale * between(random, 20, 34), between(random, 1, 1.8));
    case 'smeared':
      return blobSupport(
        random,
        centre,
        scale * between(random, 16, 28),
        between(random, 1.2, 2.6),
      );
    case 'hatched':
      return blobSupport(random, centre, scale * between(random, 11, 18), between(random, 1, 1.5));
    case 'thinned':
      return blobSupport(random, centre, scale * between(random, 20, 30), between(random, 3, 7));
    case 'bright-spots':
      return clusterSupport(
        random,
        centre,
        scale * between(random, 20, 44),
        Math.max(0.8, scale) * between(random, 1.4, 2.4),
      );
    case 'dark-scratch':
    case 'raised-scratch':
      return strokeSupport(
        random,
        centre,
        scale * between(random, 45, 110),
        Math.max(0.8, scale) * between(random, 2, 3.2),
      );
    default:
      return assertNever(kind);
  }
}

/** The gray levels with the defect in them; a copy that differs only where the support has weight. */
export function applyDefect(
  kind: DefectKind,
  random: RandomStream,
  surface: GraySurface,
  support: DefectSupport,
): Float32Array {
  const wrong = wrongGray(kind, random, surface, support);
  const { size, gray } = surface;
  const result = gray.slice();
  forEachVisible(support, size, (x, y, weight) => {
    const i = y * size + x;
    const sound = gray[i] ?? 0;
    result[i] = sound + weight * (wrong(x, y, weight) - sound);
  });
  return result;
}

type GrayAt = (x: number, y: number, weight: number) => number;

/** What a pixel would be if the defect had its full weight there. */
function wrongGray(
  kind: DefectKind,
  random: RandomStream,
  surface: GraySurface,
  support: DefectSupport,
): GrayAt {
  const { contrast, relief } = surface;
  const at = pixelReader(surface);
  const local = localMean(surface, support);
  const x0 = support.left + support.width / 2;
  const y0 = support.top + support.height / 2;
  switch (kind) {
    case 'erased': {
      const rest = between(random, 0.1, 0.3);
      return (x, y) => local + rest * (at(x, y) - local);
    }
    case 'turned': {
      const angle = between(random, 0.6, 1.1) * (random.integer(2) === 0 ? 1 : -1);
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      return (x, y) => {
        const dx = x - x0;
        const dy = y - y0;
        return at(x0 + dx * cos - dy * sin, y0 + dx * sin + dy * cos);
      };
    }
    case 'coarsened': {
      const zoom = between(random, 1.7, 2.3);
      return (x, y) => at(x0 + (x - x0) / zoom, y0 + (y - y0) / zoom);
    }
    case 'smeared': {
      const angle = between(random, 0, Math.PI);
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      const reach = Math.round(between(random, 7, 12));
      const shade = between(random, 0.3, 0.7) * contrast * (random.integer(2) === 0 ? 1 : -1);
      return (x, y) => {
        let sum = 0;
        for (let step = -reach; step <= reach; step += 1) {
          sum += at(x + step * cos, y + step * sin);
        }
        return sum / (2 * reach + 1) + shade;
      };
    }
    case 'hatched': {
      const angle = between(random, 0, Math.PI);
      const rate = 1 / between(random, 5.5, 8);
      const cos = rate * Math.cos(angle);
      const sin = rate * Math.sin(angle);
      const depth = between(random, 1, 1.4) * contrast;
      return (x, y) => at(x, y) + depth * sineOfTurns(x * cos + y * sin);
    }
    case 'thinned': {
      const floor = local - contrast;
      const rest = between(random, 0.15, 0.35);
      return (x, y) => floor + rest * (at(x, y) - floor);
    }
    case 'bright-spots': {
      const rise = between(random, 1.7, 2.4) * relief;
      return (x, y) => 0.35 * (at(x, y) - local) + local + rise;
    }
    case 'dark-scratch': {
      const fall = between(random, 1.2, 1.7) * relief;
      return (x, y) => 0.35 * (at(x, y) - local) + local - fall;
    }
    case 'raised-scratch': {
      const rise = between(random, 1.5, 2.2) * relief;
      // Lit from the upper left: light on the side where the ridge rises, dark where it falls.
      return (x, y) =>
        at(x, y) + rise * (weightAt(support, x + 1, y + 1) - weightAt(support, x - 1, y - 1));
    }
    default:
      return assertNever(kind);
  }
}

/** Nearest pixel, mirrored at the image's edges. */
function pixelReader({ size, gray }: GraySurface): (x: number, y: number) => number {
  const inside = (value: number): number => {
    const index = Math.round(value);
    const mirrored = index < 0 ? -index : index >= size ? 2 * (size - 1) - index : index;
    return Math.min(size - 1, Math.max(0, mirrored));
  };
  return (x, y) => gray[inside(y) * size + inside(x)] ?? 0;
}

function localMean({ size, gray }: GraySurface, support: DefectSupport): number {
  let sum = 0;
  let count = 0;
  const margin = 6;
  const bottom = Math.min(size, support.top + support.height + margin);
  const right = Math.min(size, support.left + support.width + margin);
  for (let y = Math.max(0, support.top - margin); y < bottom; y += 1) {
    for (let x = Math.max(0, support.left - margin); x < right; x += 1) {
      sum += gray[y * size + x] ?? 0;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

function weightAt(
  { left, top, width, height, weights }: DefectSupport,
  x: number,
  y: number,
): number {
  const column = x - left;
  const row = y - top;
  const inside = column >= 0 && row >= 0 && column < width && row < height;
  return inside ? (weights[row * width + column] ?? 0) : 0;
}

function forEachVisible(
  { left, top, width, weights }: DefectSupport,
  size: number,
  visit: (x: number, y: number, weight: number) => void,
): void {
  weights.forEach((weight, i) => {
    const x = left + (i % width);
    const y = top + Math.floor(i / width);
    if (weight > 0 && x >= 0 && y >= 0 && x < size && y < size) {
      visit(x, y, weight);
    }
  });
}

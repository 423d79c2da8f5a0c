import type { Ellipse } from './ellipse';
import { canonicalEllipse } from './ellipse';
import { fitBorder } from './ellipse-border-fit';
import { intersectionOverUnion, rasterise } from './ellipse-mask';
import type { MaskOverlap } from './mask-overlap';
import { maskOverlap } from './mask-overlap';

export interface EllipseFit {
  /** With a ≥ b and angle in [0, π). */
  readonly ellipse: Ellipse;
  /** Intersection over union of the ellipse's raster, clipped to the image, and the mask; 0 … 1. */
  readonly iou: number;
}

/** Smallest semi-axis a fit gives, pixels: thinner ellipses exist in DAGM's masks, as dotted lines. */
const smallestAxis = 0.05;

/**
 * The one ellipse that describes a mask best.
 *
 * Starts from second moments: a filled ellipse's covariance along its axes is a²/4 and b²/4, and the sum over pixel
 * centres estimates that integral without bias, so this is exact for an ellipse inside the image. Where the raster
 * then differs from the mask (cut by the image's border, very thin, not an ellipse), the border is fitted by least
 * squares, and what is best so far is searched for small changes that raise the intersection over union.
 *
 * @param mask height × width bytes, row by row; any value but 0 belongs to the defect.
 * @returns null for an empty mask.
 */
export function fitEllipse(mask: Uint8Array, width: number, height: number): EllipseFit | null {
  const moments = fitMoments(mask, width, 0);
  if (moments === null) {
    return null;
  }
  const overlap = maskOverlap(mask, width, height);
  // Pixels as squares instead of points: right for masks a pixel or two thin, whose centres may lie on one line.
  const thin = fitMoments(mask, width, 1 / 12);
  const border = fitBorder(mask, width, height, moments);
  const starts = [moments, thin, border].filter((start) => start !== null);
  const best = starts.reduce((left, right) =>
    overlap.iou(right) > overlap.iou(left) ? right : left,
  );
  const ellipse = canonicalEllipse(climb(best, overlap, Math.max(width, height)));
  return { ellipse, iou: intersectionOverUnion(rasterise([ellipse], width, height), mask) };
}

/**
 * The ellipse whose second moments are those of the mask's pixel centres.
 *
 * @param spread variance of one pixel along each axis, pixels²: 0 for points, 1/12 for unit squares.
 */
function fitMoments(mask: Uint8Array, width: number, spread: number): Ellipse | null {
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  mask.forEach((value, i) => {
    if (value !== 0) {
      count += 1;
      sumX += (i % width) + 0.5;
      sumY += Math.floor(i / width) + 0.5;
    }
  });
  if (count === 0) {
    return null;
  }
  const x = sumX / count;
  const y = sumY / count;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  mask.forEach((value, i) => {
    if (value !== 0) {
      const dx = (i % width) + 0.5 - x;
      const dy = Math.floor(i / width) + 0.5 - y;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
  });
  xx = xx / count + spread;
  yy = yy / count + spread;
  xy /= count;
  const middle = (xx + yy) / 2;
  const half = Math.hypot((xx - yy) / 2, xy);
  return {
    x,
    y,
    a: Math.max(smallestAxis, 2 * Math.sqrt(middle + half)),
    b: Math.max(smallestAxis, 2 * Math.sqrt(Math.max(0, middle - half))),
    angle: Math.atan2(2 * xy, xx - yy) / 2,
  };
}

/** Takes every change that raises the overlap, with ever smaller steps, until none of 1/64 pixel does. */
function climb(start: Ellipse, overlap: MaskOverlap, size: number): Ellipse {
  let best = start;
  let bestIou = overlap.iou(start);
  // A fit that is nearly right needs small steps only; a mask that fills the image needs large ones.
  let step = bestIou > 0.9 ? 1 : size / 8;
  while (step >= 1 / 64 && bestIou < 1) {
    let improved = false;
    for (const change of changes) {
      for (const signed of [step, -step]) {
        const tried = change(best, signed);
        const triedIou = tried.a < smallestAxis || tried.b < smallestAxis ? 0 : overlap.iou(tried);
        if (triedIou > bestIou) {
          best = tried;
          bestIou = triedIou;
          improved = true;
        }
      }
    }
    if (!improved) {
      step /= 2;
    }
  }
  return best;
}

/** Small changes of about `step` pixels at the ellipse's border. The last four move one end of an axis alone. */
const changes: readonly ((ellipse: Ellipse, step: number) => Ellipse)[] = [
  (e, step) => ({ ...e, x: e.x + step }),
  (e, step) => ({ ...e, y: e.y + step }),
  (e, step) => ({ ...e, a: e.a + step }),
  (e, step) => ({ ...e, b: e.b + step }),
  (e, step) => ({ ...e, angle: e.angle + step / Math.max(e.a, e.b, 1) }),
  (e, step) => moveEnd(e, 'a', step, 1),
  (e, step) => moveEnd(e, 'a', step, -1),
  (e, step) => moveEnd(e, 'b', step, 1),
  (e, step) => moveEnd(e, 'b', step, -1),
];

function moveEnd(ellipse: Ellipse, axis: 'a' | 'b', step: number, end: 1 | -1): Ellipse {
  const direction = axis === 'a' ? ellipse.angle : ellipse.angle + Math.PI / 2;
  const half = step / 2;
  return {
    ...ellipse,
    x: ellipse.x + end * half * Math.cos(direction),
    y: ellipse.y + end * half * Math.sin(direction),
    [axis]: ellipse[axis] + half,
  };
}

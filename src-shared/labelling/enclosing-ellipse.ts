import type { Ellipse } from './ellipse';
import { canonicalEllipse, ellipseLevel } from './ellipse';
import type { Point } from './ellipse-edit';

const mostIterations = 5000;
/** Relative distance from the optimum at which the search stops. */
const tolerance = 1e-4;

/**
 * The smallest ellipse that holds all points: Khachiyan's algorithm on their convex hull ("Rounding of polytopes in the
 * real number model of computation", 1996), then widened by the last fraction of a per mille so that none is outside.
 *
 * @param points pixels, finite.
 * @returns null where all points lie on one line.
 */
export function enclosingEllipse(points: readonly Point[]): Ellipse | null {
  const hull = convexHull(points);
  if (hull.length < 3) {
    return null;
  }
  const weights = hull.map(() => 1 / hull.length);
  for (let iteration = 0; iteration < mostIterations; iteration += 1) {
    const { x, y, xx, xy, yy } = weightedMoments(hull, weights);
    const determinant = xx * yy - xy * xy;
    let farthest = 0;
    let level = -1;
    hull.forEach((point, i) => {
      const dx = point.x - x;
      const dy = point.y - y;
      const distance = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant;
      if (distance > level) {
        farthest = i;
        level = distance;
      }
    });
    // In two dimensions all levels are at most 2 at the optimum.
    if (level < 2 * (1 + tolerance)) {
      break;
    }
    const step = (level - 2) / (3 * level);
    weights.forEach((weight, i) => {
      weights[i] = weight * (1 - step) + (i === farthest ? step : 0);
    });
  }
  const tight = toEllipse(weightedMoments(hull, weights));
  const outermost = hull.reduce((most, { x, y }) => Math.max(most, ellipseLevel(tight, x, y)), 0);
  const widen = Math.sqrt(outermost) * (1 + 1e-9);
  return { ...tight, a: tight.a * widen, b: tight.b * widen };
}

interface Moments {
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

function weightedMoments(points: readonly Point[], weights: readonly number[]): Moments {
  let x = 0;
  let y = 0;
  points.forEach((point, i) => {
    x += (weights[i] ?? 0) * point.x;
    y += (weights[i] ?? 0) * point.y;
  });
  let xx = 0;
  let xy = 0;
  let yy = 0;
  points.forEach((point, i) => {
    const dx = point.x - x;
    const dy = point.y - y;
    xx += (weights[i] ?? 0) * dx * dx;
    xy += (weights[i] ?? 0) * dx * dy;
    yy += (weights[i] ?? 0) * dy * dy;
  });
  return { x, y, xx, xy, yy };
}

/** The ellipse of all points whose squared Mahalanobis distance is at most 2. */
function toEllipse({ x, y, xx, xy, yy }: Moments): Ellipse {
  const middle = (xx + yy) / 2;
  const half = Math.hypot((xx - yy) / 2, xy);
  return canonicalEllipse({
    x,
    y,
    a: Math.sqrt(2 * (middle + half)),
    b: Math.sqrt(2 * (middle - half)),
    angle: Math.atan2(2 * xy, xx - yy) / 2,
  });
}

/** Corners of the convex hull in order, by Andrew's monotone chain; fewer than three where all lie on one line. */
function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((left, right) => left.x - right.x || left.y - right.y);
  const chain = (ordered: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of ordered) {
      for (
        let last = kept.at(-1), before = kept.at(-2);
        last !== undefined && before !== undefined && !turnsLeft(before, last, point);
        last = kept.at(-1), before = kept.at(-2)
      ) {
        kept.pop();
      }
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

function turnsLeft(first: Point, second: Point, third: Point): boolean {
  return (
    (second.x - first.x) * (third.y - first.y) - (second.y - first.y) * (third.x - first.x) > 0
  );
}

import type { Ellipse } from './ellipse';
import { isValidEllipse } from './ellipse';

type Vector = readonly [number, number, number, number, number];

/** Fewer points than this leave the five numbers of an ellipse undetermined. */
const fewestPoints = 8;
const mostIterations = 60;

/**
 * Fits an ellipse to the mask's border by least squares of first-order distances (Sampson, 1982), Levenberg–Marquardt.
 *
 * Only the border inside the image counts, so that an ellipse cut by the image's border is continued beyond it.
 *
 * @param mask height × width bytes, row by row; any value but 0 is set.
 * @param start where to start from, e.g. from second moments.
 * @returns null where the visible border has too few points.
 */
export function fitBorder(
  mask: Uint8Array,
  width: number,
  height: number,
  start: Ellipse,
): Ellipse | null {
  const points = borderPoints(mask, width, height);
  if (points.length < fewestPoints) {
    return null;
  }
  let best = toVector(start);
  let cost = totalCost(points, best);
  let damping = 1e-3;
  for (let iteration = 0; iteration < mostIterations && damping < 1e9; iteration += 1) {
    const step = newtonStep(points, best, damping);
    const tried = step === null ? null : add(best, step);
    const triedCost = tried === null ? Number.POSITIVE_INFINITY : totalCost(points, tried);
    if (tried === null || !(triedCost < cost)) {
      damping *= 8;
      continue;
    }
    const gain = cost - triedCost;
    best = tried;
    cost = triedCost;
    damping = Math.max(1e-9, damping / 4);
    if (gain < 1e-12 * (1 + cost)) {
      break;
    }
  }
  const fitted = toEllipse(best);
  return isValidEllipse(fitted) ? fitted : null;
}

/** Points half-way between the centres of neighbours of which one is set: on the border to within half a pixel. */
function borderPoints(mask: Uint8Array, width: number, height: number): [number, number][] {
  const points: [number, number][] = [];
  const isSet = (column: number, row: number): boolean => mask[row * width + column] !== 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const here = isSet(column, row);
      if (column + 1 < width && here !== isSet(column + 1, row)) {
        points.push([column + 1, row + 0.5]);
      }
      if (row + 1 < height && here !== isSet(column, row + 1)) {
        points.push([column + 0.5, row + 1]);
      }
    }
  }
  return points;
}

/** x, y, ln a, ln b, angle: logarithms keep the semi-axes positive. */
function toVector({ x, y, a, b, angle }: Ellipse): Vector {
  return [x, y, Math.log(a), Math.log(b), angle];
}

function toEllipse([x, y, logA, logB, angle]: Vector): Ellipse {
  return { x, y, a: Math.exp(logA), b: Math.exp(logB), angle };
}

function add(left: Vector, right: Vector): Vector {
  return [
    left[0] + right[0],
    left[1] + right[1],
    left[2] + right[2],
    left[3] + right[3],
    left[4] + right[4],
  ];
}

/** F/|∇F| with F = (u/a)² + (v/b)² − 1: the distance of a point from the border to first order, pixels. */
function distance(point: readonly [number, number], vector: Vector): number {
  const [x, y, logA, logB, angle] = vector;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const dx = point[0] - x;
  const dy = point[1] - y;
  const u = (dx * cos + dy * sin) * Math.exp(-logA);
  const v = (dy * cos - dx * sin) * Math.exp(-logB);
  const gradient = 2 * Math.hypot(u * Math.exp(-logA), v * Math.exp(-logB));
  return (u * u + v * v - 1) / Math.max(gradient, 1e-9);
}

function totalCost(points: readonly (readonly [number, number])[], vector: Vector): number {
  return points.reduce((sum, point) => sum + distance(point, vector) ** 2, 0);
}

/** Solves (JᵀJ + λ·diag JᵀJ)·step = −Jᵀr with a Jacobian by central differences. */
function newtonStep(
  points: readonly (readonly [number, number])[],
  vector: Vector,
  damping: number,
): Vector | null {
  const normal = Array.from({ length: 5 }, () => new Float64Array(6));
  const delta = 1e-5;
  const shifted = (index: number, by: number): Vector =>
    add(vector, [
      index === 0 ? by : 0,
      index === 1 ? by : 0,
      index === 2 ? by : 0,
      index === 3 ? by : 0,
      index === 4 ? by : 0,
    ]);
  const ahead = [0, 1, 2, 3, 4].map((i) => shifted(i, delta));
  const behind = [0, 1, 2, 3, 4].map((i) => shifted(i, -delta));
  for (const point of points) {
    const residual = distance(point, vector);
    const slopes = ahead.map(
      (forward, i) =>
        (distance(point, forward) - distance(point, behind[i] ?? vector)) / (2 * delta),
    );
    normal.forEach((row, i) => {
      const slope = slopes[i] ?? 0;
      slopes.forEach((other, j) => {
        row[j] = (row[j] ?? 0) + slope * other;
      });
      row[5] = (row[5] ?? 0) - slope * residual;
    });
  }
  normal.forEach((row, i) => {
    row[i] = (row[i] ?? 0) * (1 + damping) + 1e-12;
  });
  return solve(normal);
}

/** Gaussian elimination with partial pivoting of five rows [matrix | right side]; null where singular. */
function solve(rows: Float64Array[]): Vector | null {
  const size = 5;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) {
        pivot = row;
      }
    }
    const pivotRow = rows[pivot];
    const otherRow = rows[column];
    if (pivotRow === undefined || otherRow === undefined || (pivotRow[column] ?? 0) === 0) {
      return null;
    }
    rows[pivot] = otherRow;
    rows[column] = pivotRow;
    rows.forEach((row, index) => {
      if (index !== column) {
        const factor = (row[column] ?? 0) / (pivotRow[column] ?? 1);
        for (let j = column; j <= size; j += 1) {
          row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
        }
      }
    });
  }
  const value = (i: number): number => (rows[i]?.[size] ?? 0) / (rows[i]?.[i] ?? 1);
  const solution: Vector = [value(0), value(1), value(2), value(3), value(4)];
  return solution.every(Number.isFinite) ? solution : null;
}

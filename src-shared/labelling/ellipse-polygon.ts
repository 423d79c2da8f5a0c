import type { Ellipse } from './ellipse';

/** Points as x, y, x, y, …, image pixels; the last is joined to the first. */
export type FlatPolygon = readonly number[];

/** Corners of {@link ellipsePolygon}: the outline differs from the ellipse by less than 0.13 % of its semi-axes. */
export const polygonCorners = 64;

/**
 * The ellipse as a polygon of {@link polygonCorners} corners with the area πab, cut at the image's border.
 *
 * An inscribed n-gon has the area n/2 · sin(2π/n) · ab; its semi-axes are stretched by √(2π / (n sin(2π/n))), so that
 * readers which know polygons alone see the right area.
 *
 * @returns empty where nothing of it lies on the image.
 */
export function ellipsePolygon(ellipse: Ellipse, width: number, height: number): FlatPolygon {
  const { x, y, a, b, angle } = ellipse;
  const step = (2 * Math.PI) / polygonCorners;
  const stretch = Math.sqrt(step / Math.sin(step));
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let points: readonly Point[] = Array.from({ length: polygonCorners }, (_, i): Point => {
    const u = a * stretch * Math.cos(i * step);
    const v = b * stretch * Math.sin(i * step);
    return [x + u * cos - v * sin, y + u * sin + v * cos];
  });
  points = cut(points, 0, 0, 1);
  points = cut(points, 0, width, -1);
  points = cut(points, 1, 0, 1);
  points = cut(points, 1, height, -1);
  return points.flat();
}

/** Area of a polygon that does not cross itself, pixels² (shoelace formula). */
export function polygonArea(polygon: FlatPolygon): number {
  let twice = 0;
  for (let i = 0; i < polygon.length; i += 2) {
    const next = (i + 2) % polygon.length;
    twice += at(polygon, i) * at(polygon, next + 1) - at(polygon, next) * at(polygon, i + 1);
  }
  return Math.abs(twice) / 2;
}

type Point = readonly [number, number];

/** The part of a convex polygon where sign · coordinate ≥ sign · limit (Sutherland and Hodgman, 1974). */
function cut(points: readonly Point[], axis: 0 | 1, limit: number, sign: 1 | -1): readonly Point[] {
  const inside = (point: Point): boolean => sign * (point[axis] - limit) >= 0;
  return points.flatMap((point, i) => {
    const before = points[(i + points.length - 1) % points.length] ?? point;
    if (inside(point) === inside(before)) {
      return inside(point) ? [point] : [];
    }
    const share = (limit - before[axis]) / (point[axis] - before[axis]);
    const other = before[1 - axis === 0 ? 0 : 1];
    const crossed = other + share * (point[1 - axis === 0 ? 0 : 1] - other);
    const crossing: Point = axis === 0 ? [limit, crossed] : [crossed, limit];
    return inside(point) ? [crossing, point] : [crossing];
  });
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}

/**
 * An ellipse in the project's own convention: continuous image coordinates, origin at the outer corner of the
 * top-left pixel (pixel (0, 0) covers [0,1)², its centre is (0.5, 0.5)), x right, y down.
 */
export interface Ellipse {
  /** Centre, pixels. */
  readonly x: number;
  /** Centre, pixels. */
  readonly y: number;
  /** Semi-axis along the angle, pixels, > 0; may be smaller than `b`. */
  readonly a: number;
  /** Semi-axis across the angle, pixels, > 0. */
  readonly b: number;
  /** Radians from +x towards +y, i.e. clockwise on screen; not normalised. */
  readonly angle: number;
}

/** An axis-parallel rectangle in the same coordinates as {@link Ellipse}. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether all five numbers are finite and both semi-axes positive. */
export function isValidEllipse({ x, y, a, b, angle }: Ellipse): boolean {
  return (
    Number.isFinite(x) &&
    Number.isFinite(y) &&
    Number.isFinite(angle) &&
    Number.isFinite(a) &&
    Number.isFinite(b) &&
    a > 0 &&
    b > 0
  );
}

/** πab, pixels², whether or not the ellipse lies inside an image. */
export function ellipseArea({ a, b }: Ellipse): number {
  return Math.PI * a * b;
}

/** The tightest axis-parallel rectangle: half width √(a²cos² + b²sin²), half height √(a²sin² + b²cos²). */
export function ellipseBounds({ x, y, a, b, angle }: Ellipse): Bounds {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const halfWidth = Math.hypot(a * cos, b * sin);
  const halfHeight = Math.hypot(a * sin, b * cos);
  return {
    left: x - halfWidth,
    top: y - halfHeight,
    right: x + halfWidth,
    bottom: y + halfHeight,
  };
}

/**
 * Whether a point lies inside or on the border: with (dx, dy) from the centre, u = dx·cos + dy·sin along the angle
 * and v = −dx·sin + dy·cos across it, (u/a)² + (v/b)² ≤ 1.
 *
 * @param px pixels, continuous: the centre of pixel (column, row) is (column + 0.5, row + 0.5).
 */
export function ellipseContains(ellipse: Ellipse, px: number, py: number): boolean {
  return ellipseLevel(ellipse, px, py) <= 1;
}

/** (u/a)² + (v/b)² of {@link ellipseContains}: 0 at the centre, 1 on the border, growing outwards. */
export function ellipseLevel({ x, y, a, b, angle }: Ellipse, px: number, py: number): number {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const dx = px - x;
  const dy = py - y;
  const u = (dx * cos + dy * sin) / a;
  const v = (dy * cos - dx * sin) / b;
  return u * u + v * v;
}

/** The same axis direction in [0, π): an ellipse turned by half a turn is the same ellipse. */
export function normalisedAngle(angle: number): number {
  const turned = angle % Math.PI;
  const positive = turned < 0 ? turned + Math.PI : turned;
  // Adding π to a tiny negative remainder rounds to π itself.
  return positive >= Math.PI ? 0 : positive;
}

/** The same set of points written in one way: a ≥ b, angle in [0, π). For comparing; labels keep what was drawn. */
export function canonicalEllipse(ellipse: Ellipse): Ellipse {
  const { x, y, a, b, angle } = ellipse;
  return a >= b
    ? { x, y, a, b, angle: normalisedAngle(angle) }
    : { x, y, a: b, b: a, angle: normalisedAngle(angle + Math.PI / 2) };
}

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

import fc from 'fast-check';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Ellipses around the middle of a 128 × 128 image, all inside it, semi-axes 4 … 30 pixels. */
export const insideEllipse: fc.Arbitrary<Ellipse> = fc.record({
  x: real(50, 78),
  y: real(50, 78),
  a: real(4, 30),
  b: real(4, 30),
  angle: real(-7, 7),
});

/** Any centre, size and angle a label could have. */
export const anyEllipse: fc.Arbitrary<Ellipse> = fc.record({
  x: real(-100, 700),
  y: real(-100, 700),
  a: real(0.5, 300),
  b: real(0.5, 300),
  angle: real(-10, 10),
});

export const anyPoint = fc.record({ x: real(-100, 700), y: real(-100, 700) });

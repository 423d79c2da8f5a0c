import { normalisedAngle, type Ellipse } from '../../src-shared/labelling/ellipse';

/** An ellipse as people read it: pixels with one decimal, degrees clockwise. */
export interface EllipseNumbers {
  readonly centre: string;
  readonly semiAxes: string;
  readonly angle: string;
}

/** In the order they are read. */
export const ellipseParts = [
  'centre',
  'semiAxes',
  'angle',
] as const satisfies readonly (keyof EllipseNumbers)[];

/** Degrees, clockwise on screen, in the range that {@link normalisedAngle} gives, one decimal. */
export function angleText(angle: number): string {
  const degrees = (normalisedAngle(angle) * 180) / Math.PI;
  return `${degrees.toFixed(1)}°`;
}

export function ellipseNumbers({ x, y, a, b, angle }: Ellipse): EllipseNumbers {
  return {
    centre: `${x.toFixed(1)}, ${y.toFixed(1)}`,
    semiAxes: `${a.toFixed(1)} × ${b.toFixed(1)}`,
    angle: angleText(angle),
  };
}

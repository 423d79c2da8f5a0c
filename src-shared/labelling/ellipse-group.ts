import type { Ellipse } from './ellipse';
import { rotateEllipse, type Point } from './ellipse-edit';

/** The mean of their centres, which stays where it is when all are turned about it. */
export function groupCentre(ellipses: readonly [Ellipse, ...Ellipse[]]): Point {
  const mean = (key: 'x' | 'y'): number =>
    ellipses.reduce((sum, ellipse) => sum + ellipse[key], 0) / ellipses.length;
  return { x: mean('x'), y: mean('y') };
}

/** Turned about a point by radians, clockwise on screen: the centre goes round, and the axes turn along. */
export function rotateAbout(ellipse: Ellipse, { x, y }: Point, radians: number): Ellipse {
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const dx = ellipse.x - x;
  const dy = ellipse.y - y;
  return {
    ...rotateEllipse(ellipse, radians),
    x: x + dx * cos - dy * sin,
    y: y + dx * sin + dy * cos,
  };
}

/** All turned as one about {@link groupCentre}; one alone keeps its centre to the last bit. */
export function rotateGroup(ellipses: readonly Ellipse[], radians: number): readonly Ellipse[] {
  const [first, ...others] = ellipses;
  if (first === undefined) return [];
  if (others.length === 0) return [rotateEllipse(first, radians)];
  const centre = groupCentre([first, ...others]);
  return ellipses.map((ellipse) => rotateAbout(ellipse, centre, radians));
}

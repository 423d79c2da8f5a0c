import { isValidEllipse, type Ellipse } from '../../src-shared/labelling/ellipse';
import { reachesImage } from '../../src-shared/labelling/ellipse-box';

/** An angle beyond this many radians is no angle that anybody wrote down. */
const largestAngle = 1000;

/**
 * Why an ellipse cannot belong to an image of this size, to be put after "the ellipse"; null where it can. It may run
 * off the image, but not miss it, and a semi-axis is at most twice the image's diagonal.
 */
export function ellipseProblem(ellipse: Ellipse, width: number, height: number): string | null {
  if (!isValidEllipse(ellipse)) {
    return 'needs five finite numbers, with semi-axes larger than 0';
  }
  if (Math.max(ellipse.a, ellipse.b) > 2 * Math.hypot(width, height)) {
    return `is far larger than the image of ${width} × ${height} pixels`;
  }
  if (Math.abs(ellipse.angle) > largestAngle) {
    return `has an angle of ${ellipse.angle} radians`;
  }
  if (!reachesImage(ellipse, { width, height })) {
    return `lies outside the image of ${width} × ${height} pixels`;
  }
  return null;
}

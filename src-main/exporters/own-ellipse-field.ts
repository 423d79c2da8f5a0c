import type { StoredEllipse } from '../database/label-queries';

/** The field `ellipse` of a shape that is exported as a polygon: the exact ellipse, and where it comes from. */
export function ownEllipseField(ellipse: StoredEllipse): object {
  const { x, y, a, b, angle, origin, fitIou, proposal } = ellipse;
  return {
    ...{ x, y, a, b, angle, origin, fit_iou: fitIou },
    ...(proposal === undefined ? {} : { proposal }),
  };
}

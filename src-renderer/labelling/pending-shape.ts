import type { LabelledEllipse } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';

/** A shape that was let go and is not stored yet: of an ellipse (id), or of a new one (null). */
export interface PendingShape {
  readonly id: number | null;
  readonly shape: Ellipse;
}

/** The stored ellipses in the shapes that they are about to have; of two for one ellipse the later counts. */
export function withPending(
  ellipses: readonly LabelledEllipse[],
  pending: readonly PendingShape[],
): readonly LabelledEllipse[] {
  if (pending.length === 0) return ellipses;
  const shapes = new Map(pending.map(({ id, shape }) => [id, shape]));
  return ellipses.map((ellipse) => {
    const shape = shapes.get(ellipse.id);
    return shape === undefined ? ellipse : { ...ellipse, shape };
  });
}

/** The shapes of ellipses that are new. */
export function newShapes(pending: readonly PendingShape[]): readonly Ellipse[] {
  return pending.filter(({ id }) => id === null).map(({ shape }) => shape);
}

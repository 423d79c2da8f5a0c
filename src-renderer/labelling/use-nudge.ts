import { shallowRef, type ShallowRef } from 'vue';
import type { LabelledEllipse } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';

export interface Nudge {
  /** What keys have made of an ellipse, until it is stored. */
  readonly nudged: ShallowRef<{ readonly id: number; readonly shape: Ellipse } | null>;
  change(ellipse: LabelledEllipse, edit: (shape: Ellipse) => Ellipse): void;
  commit(): void;
}

/** Keys held down make one gesture: it is stored when they are let go. */
export function useNudge(store: (ellipseId: number, shape: Ellipse) => void): Nudge {
  const nudged: Nudge['nudged'] = shallowRef(null);

  function change(ellipse: LabelledEllipse, edit: (shape: Ellipse) => Ellipse): void {
    if (nudged.value !== null && nudged.value.id !== ellipse.id) commit();
    nudged.value = { id: ellipse.id, shape: edit(nudged.value?.shape ?? ellipse.shape) };
  }

  function commit(): void {
    const moved = nudged.value;
    nudged.value = null;
    if (moved !== null) store(moved.id, moved.shape);
  }

  return { nudged, change, commit };
}

import { shallowRef, type ShallowRef } from 'vue';
import type { LabelledEllipse } from '../../src-shared/ipc/views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';

export interface Nudge {
  /** What keys have made of ellipses, until it is stored. */
  readonly nudged: ShallowRef<readonly LabelledEllipse[]>;
  /** @param edit gives as many shapes as it gets, in their order. */
  change(
    ellipses: readonly LabelledEllipse[],
    edit: (shapes: readonly Ellipse[]) => readonly Ellipse[],
  ): void;
  commit(): void;
}

/** Keys held down make one gesture: it is stored when they are let go. */
export function useNudge(store: (changed: readonly LabelledEllipse[]) => void): Nudge {
  const nudged: Nudge['nudged'] = shallowRef([]);

  function change(
    ellipses: readonly LabelledEllipse[],
    edit: (shapes: readonly Ellipse[]) => readonly Ellipse[],
  ): void {
    const ids = (list: readonly LabelledEllipse[]): string => list.map(({ id }) => id).join();
    if (nudged.value.length > 0 && ids(nudged.value) !== ids(ellipses)) commit();
    const from = nudged.value.length > 0 ? nudged.value : ellipses;
    const shapes = edit(from.map(({ shape }) => shape));
    nudged.value = from.map((ellipse, index) => ({
      ...ellipse,
      shape: shapes[index] ?? ellipse.shape,
    }));
  }

  function commit(): void {
    const moved = nudged.value;
    nudged.value = [];
    if (moved.length > 0) store(moved);
  }

  return { nudged, change, commit };
}

import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { DroppedPlace } from '../../src-shared/ipc/dropped-place';

/** What was dropped on the window, until the view that handles it has taken it up. */
export const useDropStore = defineStore('drop', () => {
  const waiting = shallowRef<DroppedPlace | null>(null);

  function put(place: DroppedPlace): void {
    waiting.value = place;
  }

  /** Gives a place of this kind to the first who asks, once; null where none waits. */
  function take(kind: DroppedPlace['kind']): string | null {
    const place = waiting.value;
    if (place?.kind !== kind) return null;
    waiting.value = null;
    return place.path;
  }

  return { waiting, put, take };
});

/** Handles what is dropped of one kind, from a component's set-up on; also what was dropped just before. */
export function useDropped(kind: DroppedPlace['kind'], handle: (path: string) => void): void {
  const drops = useDropStore();
  watch(
    () => drops.waiting,
    () => {
      const path = drops.take(kind);
      if (path !== null) handle(path);
    },
    { immediate: true },
  );
}

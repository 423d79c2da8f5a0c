import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { shownFailure, type ShownFailure } from './shown-failure';

/** Something asked of main that a view shows: nothing yet, under way, there, or failed. */
export interface Loadable<T> {
  /** The newest answer; kept while a newer one is under way. */
  readonly value: ShallowRef<T | null>;
  readonly loading: Ref<boolean>;
  readonly failure: ShallowRef<ShownFailure | null>;
  /** Asks again; an older answer that comes later is dropped. */
  load(): Promise<void>;
  /** Forgets value and failure. */
  clear(): void;
}

/** Keeps the state of one question so that every view shows loading and failing the same way. */
export function loadable<T>(ask: () => Promise<T>): Loadable<T> {
  const value: ShallowRef<T | null> = shallowRef(null);
  const loading = ref(false);
  const failure: ShallowRef<ShownFailure | null> = shallowRef(null);
  let newest = 0;

  async function load(): Promise<void> {
    const mine = ++newest;
    loading.value = true;
    try {
      const answer = await ask();
      if (mine !== newest) return;
      value.value = answer;
      failure.value = null;
    } catch (error) {
      if (mine !== newest) return;
      failure.value = shownFailure(error);
    } finally {
      if (mine === newest) loading.value = false;
    }
  }

  function clear(): void {
    newest += 1;
    value.value = null;
    failure.value = null;
    loading.value = false;
  }

  return { value, loading, failure, load, clear };
}

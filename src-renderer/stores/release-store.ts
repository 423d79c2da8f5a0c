import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { ReleaseState, TrialModel } from '../../src-shared/ipc/release-views';
import { request } from '../api';
import { loadable } from '../load-state';

/** What is released in the open project, and how it came to this. */
export const useReleaseStore = defineStore('releases', () => {
  const state = loadable(() => request('releases.get', {}));
  const current = computed(() => state.value.value?.current ?? null);

  /** Whether a trial of this run is the released model. */
  function isReleased(run: string): boolean {
    return current.value?.run === run;
  }

  function take(answer: ReleaseState): void {
    // What was asked before this gesture must not come after it.
    state.clear();
    state.value.value = answer;
  }

  async function promote(model: TrialModel, reason: string): Promise<void> {
    take(await request('releases.promote', { ...model, reason }));
  }

  /** To what was released before, or to nothing. */
  async function goBack(): Promise<void> {
    take(await request('releases.back', { reason: '' }));
  }

  return { state, current, isReleased, promote, goBack, forget: () => state.clear() };
});

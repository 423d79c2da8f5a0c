import { defineStore } from 'pinia';
import { ref } from 'vue';
import { onNotice, request } from '../api';
import { loadable } from '../load-state';

/** Milliseconds between two askings while the compared runs train. */
const pause = 2000;

/** The runs that are compared; asked for again while one of them trains. */
export const useComparisonStore = defineStore('comparison', () => {
  const ids = ref<readonly string[]>([]);
  const comparison = loadable(
    async () => (await request('runs.compare', { runs: [...ids.value] })).runs,
  );
  let timer = 0;

  async function open(runs: readonly string[]): Promise<void> {
    ids.value = runs;
    if (runs.length === 0) comparison.clear();
    else await comparison.load();
  }

  /** Nobody looks any more. */
  function leave(): void {
    ids.value = [];
    window.clearTimeout(timer);
    timer = 0;
    comparison.clear();
  }

  function soon(run: string): void {
    if (!ids.value.includes(run) || timer !== 0) return;
    timer = window.setTimeout(() => {
      timer = 0;
      if (ids.value.length > 0) void comparison.load();
    }, pause);
  }

  function listen(): void {
    onNotice('run.evaluation', ({ run }) => soon(run));
    onNotice('run.changed', ({ run }) => soon(run.id));
  }

  return { ids, comparison, open, leave, listen };
});

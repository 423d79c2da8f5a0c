import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { PacePoint } from '../../src-shared/ipc/run-page-views';
import { onNotice, request } from '../api';
import { loadable } from '../load-state';

/** Points of pace kept a trial while a run is looked at. */
const paceLimit = 10_000;

/** What stands on a run's page beside its live figures: notes, starts, pace, the figures over its trials. */
export const useRunPageStore = defineStore('run-page', () => {
  const runId = ref<string | null>(null);
  const livePace = shallowRef<readonly PacePoint[]>([]);
  const page = loadable(async () => {
    if (runId.value === null) throw new Error('No run is open.');
    return request('runs.page', { run: runId.value });
  });
  const log = loadable(async () => {
    if (runId.value === null) throw new Error('No run is open.');
    return (await request('runs.log', { run: runId.value })).lines;
  });

  /** What was kept, and what came since. */
  const pace = computed<readonly PacePoint[]>(() => {
    const kept = page.value.value?.pace ?? [];
    const last = new Map(kept.map((point) => [point.trial, point.iteration]));
    return [
      ...kept,
      ...livePace.value.filter((point) => point.iteration > (last.get(point.trial) ?? 0)),
    ];
  });

  async function open(id: string): Promise<void> {
    if (runId.value !== id) {
      runId.value = id;
      livePace.value = [];
      page.clear();
      log.clear();
    }
    await page.load();
  }

  /** Keeps the notes; they are shown as they were written. */
  async function setNotes(text: string): Promise<void> {
    if (runId.value === null || page.value.value === null) return;
    const notes = await request('runs.set-notes', { run: runId.value, notes: text });
    page.value.value = { ...page.value.value, notes };
  }

  function listen(): void {
    onNotice('run.progress', ({ progress }) => {
      if (progress.run !== runId.value) return;
      const { trial, iteration, patchesPerSecond, residentBytes } = progress;
      const last = livePace.value.at(-1);
      if (patchesPerSecond === null || residentBytes === null) return;
      if (last?.trial === trial && last.iteration >= iteration) return;
      const point = { trial, iteration, patchesPerSecond, residentBytes };
      livePace.value = [...livePace.value, point].slice(-paceLimit);
    });
    onNotice('run.changed', ({ run }) => {
      if (run.id === runId.value) void page.load();
    });
  }

  return { runId, page, pace, log, open, setNotes, listen };
});

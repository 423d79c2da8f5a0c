import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Said } from '../../src-shared/sentences/sentence';
import { request } from '../api';
import { loadable } from '../load-state';

/** The report of one run. */
export const useReportStore = defineStore('report', () => {
  const runId = ref<string | null>(null);
  const report = loadable(async () => {
    if (runId.value === null) throw new Error('No run is chosen.');
    return request('report.get', { run: runId.value });
  });

  async function open(id: string): Promise<void> {
    if (runId.value !== id) report.clear();
    runId.value = id;
    await report.load();
  }

  /** Asks where to, then writes the report; null when the user gave up. */
  async function save(): Promise<string | null> {
    if (runId.value === null) return null;
    const { path } = await request('app.choose', { purpose: 'save-report' });
    if (path === null) return null;
    return (await request('report.save', { run: runId.value, path })).path;
  }

  /** Says which rule decides from now on, without looking at the test images again. */
  function tellRule(run: string, rule: Said): void {
    const shown = report.value.value;
    if (shown !== null && shown.run.id === run) report.value.value = { ...shown, rule };
  }

  /** Forgets the project that was open. */
  function forget(): void {
    runId.value = null;
    report.clear();
  }

  return { runId, report, open, save, tellRule, forget };
});

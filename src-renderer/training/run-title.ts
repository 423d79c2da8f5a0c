import type { RunSummary } from '../../src-shared/ipc/run-views';

/** Translates a key of the window's words. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** What a run is called in lists: its preset and mode, or its filters. */
export function runTitle(run: RunSummary, t: Translate): string {
  const { plan } = run;
  const preset = t(`preset.${plan.preset}.name`);
  return plan.kind === 'teacher'
    ? t('run.teacherTitle', { preset, mode: t(`mode.${plan.mode}.name`) })
    : t('run.studentTitle', { filters: filtersText(plan.filters) });
}

/** The five filter counts, e.g. "4 · 8 · 16 · 4 · 4". */
export function filtersText(filters: readonly number[]): string {
  return filters.join(' · ');
}

import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { RunDetail, StepPoint } from '../../src-shared/ipc/run-views';
import { onNotice, request } from '../api';
import { thinSteps } from '../charts/thin-steps';
import { loadable } from '../load-state';
import { useRunStore } from './run-store';

/** Points kept a trial before every second one is dropped: the curve stays the same to the eye. */
const stepLimit = 10_000;

export type RunEvaluation = RunDetail['evaluations'][number];

/** One run, opened: its curves grow with the notices, everything else is asked for. */
export const useRunDetailStore = defineStore('run-detail', () => {
  const runs = useRunStore();
  const runId = ref<string | null>(null);
  const steps = shallowRef<readonly StepPoint[]>([]);
  const evaluations = shallowRef<readonly RunEvaluation[]>([]);
  const detail = loadable(async () => {
    if (runId.value === null) throw new Error('No run is open.');
    const answer = await request('runs.get', { run: runId.value });
    steps.value = answer.steps;
    evaluations.value = answer.evaluations;
    return answer;
  });

  const run = computed(() => runs.byId(runId.value) ?? detail.value.value);
  const progress = computed(() => {
    if (runId.value === null) return null;
    return runs.progress.get(runId.value) ?? detail.value.value?.progress ?? null;
  });

  async function open(id: string): Promise<void> {
    if (runId.value !== id) {
      runId.value = id;
      detail.clear();
      steps.value = [];
      evaluations.value = [];
    }
    await detail.load();
  }

  /** Steps after the last one shown: an answer may hold what a notice brings, and a resumed run repeats itself. */
  function newSteps(coming: readonly StepPoint[]): readonly StepPoint[] {
    const last = new Map<number, number>();
    for (const step of steps.value) last.set(step.trial, step.iteration);
    return coming.filter((step) => step.iteration > (last.get(step.trial) ?? 0));
  }

  function listen(): void {
    onNotice('run.steps', (notice) => {
      if (notice.run !== runId.value) return;
      steps.value = thinSteps([...steps.value, ...newSteps(notice.steps)], stepLimit);
    });
    onNotice('run.evaluation', ({ run: id, ...evaluation }) => {
      if (id !== runId.value) return;
      const known = evaluations.value.some((other) => isSame(other, evaluation));
      if (!known) evaluations.value = [...evaluations.value, evaluation];
      // The log has no notice of its own; it is asked for with each evaluation.
      void detail.load();
    });
    onNotice('run.changed', ({ run: changed }) => {
      if (changed.id === runId.value) void detail.load();
    });
  }

  return { runId, detail, run, progress, steps, evaluations, open, listen };
});

function isSame(one: RunEvaluation, other: RunEvaluation): boolean {
  return one.trial === other.trial && one.iteration === other.iteration && one.side === other.side;
}

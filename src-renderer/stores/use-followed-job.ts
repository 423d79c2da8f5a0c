import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { JobKind, JobResult } from '../../src-shared/ipc/job-result';
import { useJobStore, type JobState } from './job-store';
import { useMessageStore } from './message-store';

/** One job that a dialog starts and shows. */
export interface FollowedJob<K extends JobKind> {
  readonly id: Ref<string | null>;
  readonly state: ComputedRef<JobState | null>;
  readonly running: ComputedRef<boolean>;
  /** What it came to; null before its end. */
  readonly result: ComputedRef<Extract<JobResult, { readonly kind: K }> | null>;
  /** True between the click and the answer that names the job. */
  readonly starting: Ref<boolean>;
  /** A failure to start is shown at the edge of the window; says whether it started. */
  start(ask: () => Promise<{ job: string }>): Promise<boolean>;
  cancel(): Promise<void>;
  /** Cancels it where it runs, and waits for its end. */
  stop(): Promise<void>;
  forget(): void;
}

/**
 * To be called in a component's set-up.
 *
 * @param onScreen whether the dialog shows the job; otherwise its end is told at the edge of the window.
 */
export function useFollowedJob<K extends JobKind>(
  work: K,
  onScreen: () => boolean,
): FollowedJob<K> {
  const jobs = useJobStore();
  const messages = useMessageStore();
  const id = ref<string | null>(null);
  const starting = ref(false);
  const state = computed(() => jobs.job(id.value)?.state ?? null);
  const running = computed(() => state.value?.kind === 'running');
  const result = computed(() => {
    const found = state.value?.kind === 'done' ? state.value.result : null;
    // A job's result is of the kind that it was started as.
    return found === null ? null : (found as Extract<JobResult, { readonly kind: K }>);
  });

  watch(
    () => [id.value, onScreen()] as const,
    ([now, shown], before) => {
      const earlier = before?.[0] ?? null;
      if (earlier !== null) jobs.watched.delete(earlier);
      if (now !== null && shown) jobs.watched.add(now);
    },
    { immediate: true, flush: 'sync' },
  );
  onScopeDispose(() => {
    if (id.value !== null) jobs.watched.delete(id.value);
  });

  async function start(ask: () => Promise<{ job: string }>): Promise<boolean> {
    starting.value = true;
    const started = await messages.attempt(() => jobs.start(work, ask));
    starting.value = false;
    if (started.ok) id.value = started.value;
    return started.ok;
  }

  async function cancel(): Promise<void> {
    const mine = id.value;
    if (mine !== null) await messages.attempt(() => jobs.cancel(mine));
  }

  async function stop(): Promise<void> {
    const mine = id.value;
    if (mine !== null) await messages.attempt(() => jobs.stop(mine));
  }

  function forget(): void {
    id.value = null;
  }

  return { id, state, running, result, starting, start, cancel, stop, forget };
}

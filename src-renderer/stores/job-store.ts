import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { ExpectedFailure, type Failure } from '../../src-shared/ipc/failure';
import type { JobKind, JobResult } from '../../src-shared/ipc/job-result';
import type { ImportArgument } from '../../src-shared/ipc/requests';
import type { Progress } from '../../src-shared/ipc/views';
import { onNotice, request } from '../api';

/** Long work: under way, done, or failed. */
export type JobState =
  | { readonly kind: 'running'; readonly progress: Progress | null }
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Job {
  readonly id: string;
  /** null until the answer that names the job is there. */
  readonly work: JobKind | null;
  readonly state: JobState;
}

/** Imports, exports and checks; the notices of a job may come before the answer that names it. */
export const useJobStore = defineStore('jobs', () => {
  const jobs = ref<ReadonlyMap<string, Job>>(new Map());
  /** The job that ended last: what shows images asks again when it changes. */
  const lastEnded = shallowRef<Job | null>(null);
  /** Jobs whose end is on screen already. */
  const watched = new Set<string>();

  const running = computed(() =>
    [...jobs.value.values()].filter((j) => j.state.kind === 'running'),
  );

  function end(id: string, state: JobState): void {
    put(id, state);
    lastEnded.value = job(id);
  }

  function put(id: string, state: JobState): void {
    const work = state.kind === 'done' ? state.result.kind : (jobs.value.get(id)?.work ?? null);
    jobs.value = new Map(jobs.value).set(id, { id, work, state });
  }

  /** Starts long work with the request that names the job; returns the job's id. */
  async function start(work: JobKind, ask: () => Promise<{ job: string }>): Promise<string> {
    const { job: id } = await ask();
    const state = jobs.value.get(id)?.state ?? { kind: 'running', progress: null };
    jobs.value = new Map(jobs.value).set(id, { id, work, state });
    return id;
  }

  function job(id: string | null): Job | null {
    return id === null ? null : (jobs.value.get(id) ?? null);
  }

  /** Starts an import; returns the job's id. */
  function startImport(argument: ImportArgument): Promise<string> {
    return start('import', () => request('import.start', argument));
  }

  /** Fills the open project with generated textures; returns the job's id. */
  function startSample(recipe: {
    textures: number;
    ok: number;
    defective: number;
    size: number;
    seed: number;
  }): Promise<string> {
    return start('import', () => request('project.sample', recipe));
  }

  async function cancel(id: string): Promise<void> {
    await request('job.cancel', { job: id });
  }

  /** Cancels a job and waits for its end; nothing where it has ended already. */
  async function stop(id: string): Promise<void> {
    if (job(id)?.state.kind !== 'running') return;
    const ended = new Promise<void>((resolve) => {
      const unwatch = watch(jobs, () => {
        if (job(id)?.state.kind === 'running') return;
        unwatch();
        resolve();
      });
    });
    await cancel(id).catch((error: unknown) => {
      // It ended in between; the notice is on its way.
      if (!(error instanceof ExpectedFailure) || error.failure.kind !== 'not-found') throw error;
    });
    await ended;
  }

  function listen(): void {
    onNotice('job.progress', ({ job: id, progress }) => put(id, { kind: 'running', progress }));
    onNotice('job.done', ({ job: id, result }) => end(id, { kind: 'done', result }));
    onNotice('job.failed', ({ job: id, failure }) => end(id, { kind: 'failed', failure }));
  }

  return {
    jobs,
    running,
    lastEnded,
    watched,
    job,
    start,
    startImport,
    startSample,
    cancel,
    stop,
    listen,
  };
});

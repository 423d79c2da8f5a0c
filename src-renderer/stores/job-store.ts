import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Failure } from '../../src-shared/ipc/failure';
import type { ImportSummary, Progress } from '../../src-shared/ipc/views';
import { onNotice, request } from '../api';

/** An import or a sample: under way, done, or failed. */
export type JobState =
  | { readonly kind: 'running'; readonly progress: Progress | null }
  | { readonly kind: 'done'; readonly summary: ImportSummary }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Job {
  readonly id: string;
  readonly state: JobState;
}

/** Imports and samples; the notices of a job may come before the answer that names it. */
export const useJobStore = defineStore('jobs', () => {
  const jobs = ref<ReadonlyMap<string, Job>>(new Map());
  /** The job that ended last: what shows images asks again when it changes. */
  const lastEnded = shallowRef<Job | null>(null);
  /** The job whose end is on screen already. */
  const watched = ref<string | null>(null);

  const running = computed(() =>
    [...jobs.value.values()].filter((j) => j.state.kind === 'running'),
  );

  function end(id: string, state: JobState): void {
    put(id, state);
    lastEnded.value = { id, state };
  }

  function put(id: string, state: JobState): void {
    jobs.value = new Map(jobs.value).set(id, { id, state });
  }

  function remember(id: string): string {
    if (!jobs.value.has(id)) put(id, { kind: 'running', progress: null });
    return id;
  }

  function job(id: string | null): Job | null {
    return id === null ? null : (jobs.value.get(id) ?? null);
  }

  /** Starts an import; returns the job's id. */
  async function startImport(
    source: string,
    format: string,
    texture: string | null,
  ): Promise<string> {
    return remember((await request('import.start', { source, format, texture })).job);
  }

  /** Fills the open project with generated textures; returns the job's id. */
  async function startSample(recipe: {
    textures: number;
    ok: number;
    defective: number;
    size: number;
    seed: number;
  }): Promise<string> {
    return remember((await request('project.sample', recipe)).job);
  }

  async function cancel(id: string): Promise<void> {
    await request('job.cancel', { job: id });
  }

  function listen(): void {
    onNotice('job.progress', ({ job: id, progress }) => put(id, { kind: 'running', progress }));
    onNotice('job.done', ({ job: id, summary }) => end(id, { kind: 'done', summary }));
    onNotice('job.failed', ({ job: id, failure }) => end(id, { kind: 'failed', failure }));
  }

  return { jobs, running, lastEnded, watched, job, startImport, startSample, cancel, listen };
});

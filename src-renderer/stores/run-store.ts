import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { RunProgress, RunSummary } from '../../src-shared/ipc/run-views';
import { onNotice, request } from '../api';
import { loadable } from '../load-state';
import type { StudentPlan, TeacherPlan } from '../../src-shared/training/training-plan';

/** The project's runs, newest first, and the live figures of those under way. */
export const useRunStore = defineStore('runs', () => {
  const list = loadable(async () => (await request('runs.list', {})).runs);
  const progress = ref<ReadonlyMap<string, RunProgress>>(new Map());
  /** The run that ended last while the window looked on. */
  const lastEnded = shallowRef<RunSummary | null>(null);

  const runs = computed<readonly RunSummary[]>(() => list.value.value ?? []);
  const teachers = computed(() => runs.value.filter((run) => run.kind === 'teacher'));
  const students = computed(() => runs.value.filter((run) => run.kind === 'student'));
  const underWay = computed(() => runs.value.filter(isUnderWay));

  function byId(id: string | null): RunSummary | null {
    return runs.value.find((run) => run.id === id) ?? null;
  }

  function put(run: RunSummary): void {
    const before = byId(run.id);
    list.value.value = before
      ? runs.value.map((other) => (other.id === run.id ? run : other))
      : [run, ...runs.value];
    if (before === null || before.state === run.state) return;
    // A student fails without having trained where its teacher failed.
    const ended = isUnderWay(before) ? !isUnderWay(run) : run.state === 'failed';
    if (ended) lastEnded.value = run;
  }

  async function startTeacher(plan: TeacherPlan): Promise<string> {
    const { run } = await request('runs.start-teacher', { plan });
    await list.load();
    return run;
  }

  async function startStudent(plan: StudentPlan): Promise<string> {
    const { run } = await request('runs.start-student', { plan });
    await list.load();
    return run;
  }

  async function cancel(run: string): Promise<void> {
    await request('runs.cancel', { run });
  }

  async function resume(run: string): Promise<void> {
    await request('runs.resume', { run });
    await list.load();
  }

  /** Forgets the project that was open. */
  function forget(): void {
    list.clear();
    progress.value = new Map();
  }

  function listen(): void {
    onNotice('run.changed', ({ run }) => put(run));
    onNotice('run.progress', ({ progress: live }) => {
      progress.value = new Map(progress.value).set(live.run, live);
    });
  }

  return {
    list,
    runs,
    teachers,
    students,
    underWay,
    progress,
    lastEnded,
    byId,
    startTeacher,
    startStudent,
    cancel,
    resume,
    forget,
    listen,
  };
});

/** Whether a process is at work for this run. */
export function isUnderWay(run: RunSummary): boolean {
  return run.state === 'preparing' || run.state === 'running';
}

/** Whether the run can go on from its newest checkpoint. */
export function isResumable(run: RunSummary): boolean {
  return run.state === 'interrupted' || run.state === 'cancelled' || run.state === 'paused';
}

// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { useJobStore } from '../../../src-renderer/stores/job-store';
import { useRunDetailStore } from '../../../src-renderer/stores/run-detail-store';
import { isResumable, isUnderWay, useRunStore } from '../../../src-renderer/stores/run-store';
import { noCorrections } from '../../../src-shared/dataset/import-corrections';
import type { RunDetail, RunSummary } from '../../../src-shared/ipc/run-views';
import { teacherPreset } from '../../../src-shared/training/presets';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

function run(id: string, changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id,
    kind: 'teacher',
    state: 'running',
    plan: teacherPreset('quick', 'transfer'),
    teacherRun: null,
    createdAt: '2026-11-23T10:00:00.000Z',
    trialsDone: 0,
    parameters: null,
    accuracy: null,
    message: null,
    ...changes,
  };
}

function detail(id: string, changes: Partial<RunDetail> = {}): RunDetail {
  return {
    ...run(id),
    progress: null,
    steps: [{ trial: 1, iteration: 1, loss: 2, learningRate: 0.001 }],
    evaluations: [],
    textures: ['A'],
    sideCounts: { training: 8, validation: 1, test: 2, none: 0 },
    snapshotHash: 'f00',
    log: [],
    ...changes,
  };
}

let bridge: RecordedBridge;
beforeEach(() => {
  setActivePinia(createPinia());
  bridge = recordedBridge();
  bridge.answer('runs.list', () => ({ runs: [run('b'), run('a', { state: 'done' })] }));
});

describe('the list of runs', () => {
  it('takes in a changed run, and puts a new one on top', async () => {
    const store = useRunStore();
    store.listen();
    await store.list.load();
    bridge.notify('run.changed', { run: run('b', { state: 'interrupted' }) });
    bridge.notify('run.changed', { run: run('c', { kind: 'student' }) });
    expect(store.runs.map(({ id, state }) => [id, state])).toEqual([
      ['c', 'running'],
      ['b', 'interrupted'],
      ['a', 'done'],
    ]);
    expect(store.students.map(({ id }) => id)).toEqual(['c']);
    expect(store.underWay.map(({ id }) => id)).toEqual(['c']);
  });

  it('tells the end of a run once, and not that of one that was over before', async () => {
    const store = useRunStore();
    store.listen();
    await store.list.load();
    bridge.notify('run.changed', { run: run('a', { state: 'done', accuracy: 0.9 }) });
    expect(store.lastEnded).toBeNull();
    bridge.notify('run.changed', { run: run('b', { state: 'interrupted' }) });
    expect(store.lastEnded).toMatchObject({ id: 'b', state: 'interrupted' });
  });

  it('knows what can be resumed', () => {
    expect(isResumable(run('x', { state: 'interrupted' }))).toBe(true);
    expect(isResumable(run('x', { state: 'cancelled' }))).toBe(true);
    expect(isResumable(run('x', { state: 'paused' }))).toBe(true);
    expect(isResumable(run('x', { state: 'failed' }))).toBe(false);
    expect(isResumable(run('x', { state: 'waiting' }))).toBe(false);
    expect(isUnderWay(run('x', { state: 'preparing' }))).toBe(true);
  });
});

describe('an opened run', () => {
  it('grows its curves by the notices of its own run only', async () => {
    const store = useRunDetailStore();
    store.listen();
    bridge.answer('runs.get', () => detail('b'));
    await store.open('b');
    bridge.notify('run.steps', {
      run: 'b',
      steps: [{ trial: 1, iteration: 2, loss: 1.5, learningRate: 0.001 }],
    });
    bridge.notify('run.steps', {
      run: 'other',
      steps: [{ trial: 1, iteration: 3, loss: 9, learningRate: 0.001 }],
    });
    expect(store.steps.map((step) => step.iteration)).toEqual([1, 2]);
    const evaluation = {
      trial: 1,
      iteration: 2,
      side: 'test',
      accuracy: 0.5,
      textures: [],
    } as const;
    bridge.notify('run.evaluation', { run: 'b', ...evaluation });
    expect(store.evaluations).toEqual([evaluation]);
  });

  it('shows each step once, also when a notice repeats what an answer held', async () => {
    const store = useRunDetailStore();
    store.listen();
    bridge.answer('runs.get', () => detail('b'));
    await store.open('b');
    const steps = [1, 2, 3].map((iteration) => ({
      ...{ trial: 1, iteration, loss: 1, learningRate: 0.001 },
    }));
    bridge.notify('run.steps', { run: 'b', steps });
    bridge.notify('run.steps', { run: 'b', steps });
    expect(store.steps.map((step) => step.iteration)).toEqual([1, 2, 3]);
  });

  it('is asked for again when its state changes', async () => {
    const store = useRunDetailStore();
    store.listen();
    bridge.answer('runs.get', () => detail('b'));
    await store.open('b');
    bridge.answer('runs.get', () => detail('b', { state: 'done', log: ['finished'] }));
    bridge.notify('run.changed', { run: run('b', { state: 'done' }) });
    await flushPromises();
    expect(store.detail.value?.log).toEqual(['finished']);
  });
});

describe('jobs', () => {
  const progress = { done: 3, total: 9, perSecond: 1, remainingSeconds: 6 };

  it('may report before the answer that names them', async () => {
    const store = useJobStore();
    store.listen();
    bridge.answer('import.start', () => {
      bridge.notify('job.progress', { job: 'j1', progress });
      return { job: 'j1' };
    });
    const argument = { source: '/images', format: 'dagm', corrections: noCorrections };
    expect(await store.startImport(argument)).toBe('j1');
    expect(store.job('j1')?.state).toEqual({ kind: 'running', progress });
  });

  it('tell their end, good or bad', async () => {
    const store = useJobStore();
    store.listen();
    const failure = { kind: 'disk-full', message: 'Full.', next: '' } as const;
    bridge.notify('job.progress', { job: 'j1', progress });
    bridge.notify('job.failed', { job: 'j1', failure });
    expect(store.lastEnded?.id).toBe('j1');
    expect(store.running).toEqual([]);
    expect(store.job('j1')?.state).toEqual({ kind: 'failed', failure });
  });
});

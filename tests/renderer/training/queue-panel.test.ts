// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { i18n } from '../../../src-renderer/i18n';
import QueueStrip from '../../../src-renderer/shell/QueueStrip.vue';
import { useQueueStore } from '../../../src-renderer/stores/queue-store';
import QueuePanel from '../../../src-renderer/training/QueuePanel.vue';
import type { QueueEntry } from '../../../src-shared/ipc/queue-views';
import type { RunSummary } from '../../../src-shared/ipc/run-views';
import { teacherPreset } from '../../../src-shared/training/presets';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

function entry(id: string, state: RunSummary['state'], more: Partial<QueueEntry> = {}): QueueEntry {
  return {
    run: {
      ...{ id, state, kind: 'teacher', plan: teacherPreset('quick', 'transfer') },
      ...{ teacherRun: null, createdAt: '2026-11-23T10:00:00.000Z', trialsDone: 0 },
      ...{ parameters: null, accuracy: null, message: null },
    },
    waitsFor: null,
    leftOver: false,
    ...more,
  };
}

const routes = [
  { path: '/', component: { template: '<p/>' } },
  { path: '/run/:run', name: 'run', component: { template: '<p/>' } },
];
let bridge: RecordedBridge;

beforeEach(() => {
  setActivePinia(createPinia());
  bridge = recordedBridge();
});

async function mounted(component: typeof QueuePanel | typeof QueueStrip, entries: QueueEntry[]) {
  bridge.answer('queue.list', () => ({ entries }));
  await useQueueStore().list.load();
  const router = createRouter({ history: createMemoryHistory(), routes });
  return mount(component, { global: { plugins: [i18n, router] } });
}

describe('the queue', () => {
  it('lists what trains first, and numbers what waits', async () => {
    const panel = await mounted(QueuePanel, [
      entry('a', 'running'),
      entry('b', 'waiting', { waitsFor: 'a' }),
      entry('c', 'paused'),
    ]);
    const places = panel.findAll('.place').map((cell) => cell.text());
    expect(places).toEqual(['', '1', '2']);
    expect(panel.get('[data-testid="queue-b"]').text()).toContain('waits for a');
    expect(panel.find('[data-testid="queue-a"] [data-testid="queue-up"]').exists()).toBe(false);
  });

  it('moves, pauses, resumes and cancels by its buttons', async () => {
    const entries = [entry('a', 'running'), entry('b', 'waiting'), entry('c', 'paused')];
    const panel = await mounted(QueuePanel, entries);
    bridge.answer('runs.move', () => ({ entries }));
    for (const name of ['runs.pause', 'runs.resume', 'runs.cancel'] as const) {
      bridge.answer(name, () => null);
    }
    bridge.answer('runs.list', () => ({ runs: [] }));
    for (const [row, button] of [
      ['c', 'up'],
      ['b', 'down'],
      ['b', 'pause'],
      ['c', 'resume'],
      ['b', 'cancel'],
    ]) {
      await panel
        .get(`[data-testid="queue-${row}"] [data-testid="queue-${button}"]`)
        .trigger('click');
    }
    await flushPromises();
    expect(
      bridge.asked.filter(({ name }) => /runs\.(move|pause|resume|cancel)/.test(name)),
    ).toEqual([
      { name: 'runs.move', argument: { run: 'c', place: 1 } },
      { name: 'runs.move', argument: { run: 'b', place: 2 } },
      { name: 'runs.pause', argument: { run: 'b' } },
      { name: 'runs.resume', argument: { run: 'c' } },
      { name: 'runs.cancel', argument: { run: 'b' } },
    ]);
  });
});

describe('what an earlier opening left', () => {
  it('is named and asked for once', async () => {
    const strip = await mounted(QueueStrip, [
      entry('r0001', 'interrupted', { leftOver: true }),
      entry('r0002', 'waiting', { leftOver: true }),
      entry('r0003', 'paused'),
    ]);
    expect(strip.text()).toMatch(/r0001.*, r0002/);
    expect(strip.text()).not.toContain('r0003');
    bridge.answer('queue.continue', () => ({ entries: [entry('r0001', 'running')] }));
    await strip.get('[data-testid="queue-go-on"]').trigger('click');
    await flushPromises();
    expect(bridge.asked.at(-1)).toEqual({ name: 'queue.continue', argument: { goOn: true } });
    expect(strip.find('[data-testid="queue-strip"]').exists()).toBe(false);
  });

  it('is nothing where nothing was left', async () => {
    const strip = await mounted(QueueStrip, [entry('a', 'paused')]);
    expect(strip.find('[data-testid="queue-strip"]').exists()).toBe(false);
  });
});

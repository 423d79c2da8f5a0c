import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { QueueEntry } from '../../src-shared/ipc/queue-views';
import { onNotice, request } from '../api';
import { loadable } from '../load-state';

/** What trains and what waits, in order. */
export const useQueueStore = defineStore('queue', () => {
  const list = loadable(() => request('queue.list', {}));
  const entries = computed<readonly QueueEntry[]>(() => list.value.value?.entries ?? []);
  /** What an earlier opening of the project left, and nobody decided on yet. */
  const leftOver = computed(() => entries.value.filter((entry) => entry.leftOver));

  async function decide(goOn: boolean): Promise<void> {
    list.value.value = await request('queue.continue', { goOn });
  }

  /** @param place 1 is the first of those that do not train */
  async function move(run: string, place: number): Promise<void> {
    list.value.value = await request('runs.move', { run, place });
  }

  async function pause(run: string): Promise<void> {
    await request('runs.pause', { run });
  }

  function listen(): void {
    onNotice('queue.changed', ({ queue }) => {
      list.value.value = queue;
    });
  }

  return { list, entries, leftOver, decide, move, pause, forget: () => list.clear(), listen };
});

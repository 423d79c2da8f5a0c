import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import {
  confidentDoubt,
  type Doubt,
  type DoubtQueue,
  type Ruling,
} from '../../src-shared/ipc/doubt-views';
import { request } from '../api';
import { loadable } from '../load-state';

/** Doubts asked for at a time; ruling brings the next ones up. */
export const doubtsShown = 100;

/** The label-doubt queue of a run, and what was ruled on. */
export const useDoubtStore = defineStore('doubts', () => {
  const run = ref<string | null>(null);
  const atLeast = ref(confidentDoubt);
  /** Id of the image that is looked at. */
  const current = ref<number | null>(null);
  const note = ref('');
  const rulings = shallowRef<{ readonly total: number; readonly rulings: readonly Ruling[] }>({
    total: 0,
    rulings: [],
  });

  const queue = loadable(async (): Promise<DoubtQueue | null> => {
    if (run.value === null) return null;
    const asked = { run: run.value, atLeast: atLeast.value, offset: 0, limit: doubtsShown };
    const [answer, made] = await Promise.all([
      request('doubts.list', asked),
      request('rulings.list', { offset: 0, limit: doubtsShown }),
    ]);
    rulings.value = made;
    return answer;
  });
  const doubts = computed<readonly Doubt[]>(() => queue.value.value?.doubts ?? []);
  const doubt = computed(
    () => doubts.value.find(({ image }) => image.id === current.value) ?? doubts.value[0] ?? null,
  );

  async function choose(id: string | null): Promise<void> {
    if (id !== run.value) queue.clear();
    run.value = id;
    current.value = null;
    await queue.load();
  }

  /** Goes to the doubt so many places further on. */
  function walk(by: 1 | -1): void {
    const at = doubts.value.findIndex(({ image }) => image.id === doubt.value?.image.id);
    const next = doubts.value[at + by];
    if (next === undefined) return;
    current.value = next.image.id;
    note.value = '';
  }

  /** Rules on the doubt that is looked at; the next one takes its place. */
  async function rule(labelRight: boolean): Promise<void> {
    const ruled = doubt.value;
    const id = run.value;
    if (ruled === null || id === null) return;
    const at = doubts.value.indexOf(ruled);
    await request('doubts.rule', {
      imageId: ruled.image.id,
      run: id,
      labelRight,
      note: note.value.trim(),
    });
    note.value = '';
    current.value = (doubts.value[at + 1] ?? doubts.value[at - 1])?.image.id ?? null;
    await queue.load();
  }

  /** Takes back, or does again, the newest change of the project. */
  async function walkHistory(direction: 'undo' | 'redo'): Promise<void> {
    const { imageId } = await request(direction === 'undo' ? 'labels.undo' : 'labels.redo', {});
    await queue.load();
    if (doubts.value.some(({ image }) => image.id === imageId)) current.value = imageId;
  }

  return {
    run,
    atLeast,
    queue,
    rulings,
    doubts,
    doubt,
    current,
    note,
    choose,
    walk,
    rule,
    walkHistory,
  };
});

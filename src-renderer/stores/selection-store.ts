import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ImageSelection, ManyChange, ManySummary } from '../../src-shared/ipc/collection';
import type { RequestResult } from '../../src-shared/ipc/requests';
import { onNotice, request } from '../api';
import { useImageListStore } from './image-list-store';
import { useProjectStore } from './project-store';

/** Some images, or all under the filter but some. */
type Chosen =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<number> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<number> };

const none: Chosen = { kind: 'some', ids: new Set() };

/** The images that are chosen in the grid, and what is done to all of them at once. */
export const useSelectionStore = defineStore('selection', () => {
  const list = useImageListStore();
  const project = useProjectStore();
  const chosen = shallowRef<Chosen>(none);
  /** Position from which Shift+click reaches. */
  const anchor = ref(0);
  const working = ref(false);
  /** Hashes that are made for the search of near-duplicates; nothing is changed meanwhile. */
  const hashing = shallowRef<{ readonly done: number; readonly total: number } | null>(null);
  const progress = shallowRef<{ readonly done: number; readonly total: number } | null>(null);

  const count = computed(() =>
    chosen.value.kind === 'some'
      ? chosen.value.ids.size
      : Math.max(0, (list.total ?? 0) - chosen.value.except.size),
  );

  function has(id: number): boolean {
    return chosen.value.kind === 'some' ? chosen.value.ids.has(id) : !chosen.value.except.has(id);
  }

  function toggle(id: number, index: number): void {
    anchor.value = index;
    const ids = new Set(chosen.value.kind === 'some' ? chosen.value.ids : chosen.value.except);
    if (!ids.delete(id)) ids.add(id);
    chosen.value =
      chosen.value.kind === 'some' ? { kind: 'some', ids } : { kind: 'all', except: ids };
  }

  /** Adds everything from the anchor to a position. */
  async function extendTo(index: number): Promise<void> {
    const [first, last] = [Math.min(anchor.value, index), Math.max(anchor.value, index)];
    const ids = await list.idsBetween(first, last);
    const before = chosen.value;
    chosen.value =
      before.kind === 'some'
        ? { kind: 'some', ids: new Set([...before.ids, ...ids]) }
        : { kind: 'all', except: new Set([...before.except].filter((id) => !ids.includes(id))) };
  }

  function chooseAll(): void {
    chosen.value = { kind: 'all', except: new Set() };
  }

  function clear(): void {
    chosen.value = none;
  }

  function selection(): ImageSelection {
    return chosen.value.kind === 'some'
      ? { kind: 'ids', imageIds: [...chosen.value.ids] }
      : { kind: 'filter', filter: list.filter, except: [...chosen.value.except] };
  }

  /** Does work that changes many images, and shows the images anew. */
  async function changing<T>(work: () => Promise<T>): Promise<T> {
    working.value = true;
    try {
      return await work();
    } finally {
      working.value = false;
      progress.value = null;
      await project.refresh();
      await list.reload();
    }
  }

  /** Changes all that is chosen. */
  function change(what: ManyChange): Promise<ManySummary> {
    const which = selection();
    return changing(() => request('images.change-many', { selection: which, change: what }));
  }

  function walkHistory(direction: 'undo' | 'redo'): Promise<RequestResult<'labels.undo'>> {
    return changing(() => request(direction === 'undo' ? 'labels.undo' : 'labels.redo', {}));
  }

  async function stop(): Promise<void> {
    await request('images.stop-changing', {});
  }

  function listen(): void {
    onNotice('images.changing', (notice) => {
      if (working.value) progress.value = notice;
      else hashing.value = notice;
    });
  }

  // What is chosen is chosen under a filter, and in a project.
  watch([() => list.filter, () => project.project?.path], clear);

  return {
    count,
    anchor,
    working,
    progress,
    hashing,
    has,
    selection,
    toggle,
    extendTo,
    chooseAll,
    clear,
    change,
    changing,
    walkHistory,
    stop,
    listen,
  };
});

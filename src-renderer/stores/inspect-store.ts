import { defineStore } from 'pinia';
import { computed, ref, shallowRef, triggerRef } from 'vue';
import type {
  InspectChoice,
  InspectedDecision,
  InspectedRow,
  InspectFilter,
  InspectionView,
  NearestAnswer,
  TeacherWord,
} from '../../src-shared/ipc/inspect-views';
import { onNotice, request } from '../api';
import { loadable } from '../load-state';
import { useReleaseStore } from './release-store';

/** Rows asked for at a time. */
const pageSize = 200;

/** Milliseconds of rest on an image after which the teacher is asked: walking through a list asks nothing. */
const restMs = 350;

/** Training images are read unasked where it takes no longer, seconds. */
export const shortReading = 30;

/** Images that are looked at and decided, and enter nothing. Main holds them; this is what is seen of them. */
export const useInspectStore = defineStore('inspect', () => {
  const releases = useReleaseStore();
  const runs = loadable(async () => (await request('proposals.runs', {})).runs);
  const view = shallowRef<InspectionView | null>(null);
  const chosen = shallowRef<InspectChoice | null>(null);
  const filter = ref<InspectFilter>('all');
  const pages = shallowRef(new Map<number, readonly InspectedRow[]>());
  /** Id of the image that is looked at. */
  const current = ref<number | null>(null);
  const patches = ref(true);
  const opacity = ref(1);
  /** Whose patches lie over the picture. */
  const shown = ref<'student' | 'teacher'>('student');
  let asked = new Map<number, number>();
  let generation = 0;
  let timer = 0;

  const decision = loadable(async (): Promise<InspectedDecision | null> => {
    if (current.value === null || row.value?.decided == null) return null;
    return request('inspect.image', { id: current.value });
  });
  const teacher = loadable(async (): Promise<TeacherWord | null> => {
    if (current.value === null) return null;
    return request('inspect.teacher', { id: current.value });
  });
  const nearest = loadable(async (): Promise<NearestAnswer | null> => {
    if (current.value === null) return null;
    return request('inspect.nearest', { id: current.value });
  });

  /** What the next images are inspected with: what was chosen or inspects, else the released model, else the newest student. */
  const choice = computed<InspectChoice | null>(() => {
    if (chosen.value !== null) return chosen.value;
    if (view.value?.choice != null) return view.value.choice;
    if (releases.current !== null) {
      const { run, trial } = releases.current;
      return { kind: 'run', run, trial };
    }
    const list = runs.value.value ?? [];
    const newest = list.find(({ kind }) => kind === 'student') ?? list[0];
    const [trial] = newest?.trials ?? [];
    return newest === undefined || trial === undefined
      ? null
      : { kind: 'run', run: newest.run, trial };
  });
  const total = computed(() => view.value?.counts[filter.value] ?? 0);
  const busy = computed(() => view.value?.state === 'listing' || view.value?.state === 'working');
  const row = computed<InspectedRow | null>(() => {
    for (const rows of pages.value.values()) {
      const found = rows.find(({ id }) => id === current.value);
      if (found !== undefined) return found;
    }
    return null;
  });

  function take(next: InspectionView): void {
    if (view.value?.session !== next.session) forgetRows();
    const wasBusy = busy.value || view.value?.training != null;
    view.value = next;
    const isBusy = busy.value || next.training !== null;
    if (wasBusy && !isBusy && nearest.value.value?.kind === 'unread') void askNearest();
    // What was the last page may hold more now.
    need(0, 0);
    const last = Math.max(0, ...asked.keys());
    need(last * pageSize, last * pageSize);
  }

  function forgetRows(): void {
    generation += 1;
    asked = new Map();
    pages.value = new Map();
    current.value = null;
    window.clearTimeout(timer);
    for (const one of [decision, teacher, nearest]) one.clear();
  }

  async function askPage(page: number): Promise<void> {
    const there = Math.max(0, Math.min(pageSize, total.value - page * pageSize));
    if (there === 0 || (asked.get(page) ?? 0) >= there) return;
    asked.set(page, there);
    const mine = generation;
    const offset = page * pageSize;
    const { rows } = await request('inspect.page', {
      ...{ filter: filter.value, offset, limit: pageSize },
    });
    if (mine !== generation) return;
    pages.value.set(page, rows);
    triggerRef(pages);
    const [first] = rows;
    if (current.value === null && first !== undefined) await look(first.id);
  }

  /** Asks for the pages that hold rows `first` to `last`, both included. */
  function need(first: number, last: number): void {
    for (let page = Math.floor(first / pageSize); page * pageSize <= last; page += 1) {
      void askPage(page);
    }
  }

  /** The row at a position, or null while its page is on the way. */
  function rowAt(index: number): InspectedRow | null {
    return pages.value.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null;
  }

  /** Looks at an image; the teacher and the training images are asked once the user stays with it. */
  async function look(id: number): Promise<void> {
    current.value = id;
    window.clearTimeout(timer);
    teacher.clear();
    nearest.clear();
    await decision.load();
    if (current.value !== id || row.value?.decided == null) return;
    timer = window.setTimeout(() => void beside(), restMs);
  }

  async function beside(): Promise<void> {
    await Promise.all([teacher.load(), askNearest()]);
  }

  async function askNearest(): Promise<void> {
    await nearest.load();
    const answer = nearest.value.value;
    if (answer?.kind !== 'unread' || busy.value || answer.seconds === null) return;
    if (answer.seconds <= shortReading) await readTraining();
  }

  /** Reads the training images, for the ones that are most alike. */
  async function readTraining(): Promise<void> {
    take(await request('inspect.read-training', {}));
    await nearest.load();
  }

  async function start(paths: readonly string[]): Promise<void> {
    if (choice.value === null) return;
    take(await request('inspect.start', { choice: choice.value, paths: [...paths] }));
  }

  /** Decides everything anew with another model. */
  async function choose(next: InspectChoice): Promise<void> {
    const before = chosen.value;
    chosen.value = next;
    if (view.value === null || view.value.state === 'empty') return;
    try {
      await start([]);
    } catch (error) {
      chosen.value = before;
      throw error;
    }
  }

  async function stop(): Promise<void> {
    take(await request('inspect.stop', {}));
  }

  async function clear(): Promise<void> {
    take(await request('inspect.clear', {}));
  }

  async function setFilter(next: InspectFilter): Promise<void> {
    filter.value = next;
    forgetRows();
    await askPage(0);
  }

  /** Takes up what main holds; the view may have been left while images were decided. */
  async function open(): Promise<void> {
    await Promise.all([runs.load(), releases.state.load()]);
    take(await request('inspect.view', {}));
  }

  /** Forgets the project that was open. */
  function forget(): void {
    forgetRows();
    view.value = null;
    chosen.value = null;
    filter.value = 'all';
    runs.clear();
  }

  function listen(): void {
    onNotice('inspect.changed', ({ view: next }) => take(next));
  }

  return {
    ...{ runs, view, choice, chosen, filter, total, busy, row, current, patches, opacity, shown },
    ...{ decision, teacher, nearest, rowAt, need, look, readTraining, start, choose, stop, clear },
    ...{ setFilter, open, forget, listen },
  };
});

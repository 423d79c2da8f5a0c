import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { TextureFloors } from '../../src-shared/evaluation/rate-floors';
import type {
  ChoosingNetwork,
  ChoosingView,
  SideFigures,
} from '../../src-shared/ipc/choosing-views';
import { request } from '../api';
import { loadable } from '../load-state';

/** A teacher with its students, and which of them is looked at. */
export const useChoosingStore = defineStore('choosing', () => {
  const teacher = ref<string | null>(null);
  /** What the user selected; null follows the choice. */
  const picked = ref<string | null>(null);

  const view = loadable(async (): Promise<ChoosingView | null> =>
    teacher.value === null ? null : request('choosing.get', { teacher: teacher.value }),
  );
  const networks = computed<readonly ChoosingNetwork[]>(() => view.value.value?.networks ?? []);
  /** The chosen student, or where there is none the one that comes nearest. */
  const proposed = computed(() => {
    const choice = view.value.value?.choice;
    if (choice?.kind === 'chosen') return choice.run;
    return choice?.kind === 'none-holds' ? choice.nearest : null;
  });
  const selected = computed(
    () =>
      networks.value.find(({ run }) => run.id === (picked.value ?? proposed.value)) ??
      networks.value[0] ??
      null,
  );

  /** Asked for one network at a time, since it is a look at its test images. */
  const test = loadable(async (): Promise<SideFigures | null> => {
    const run = selected.value?.run;
    return run === undefined || run.trialsDone === 0
      ? null
      : request('choosing.test', { run: run.id });
  });

  /** Asks anew for everything that is shown. */
  async function refresh(): Promise<void> {
    await view.load();
    await test.load();
  }

  async function open(id: string | null): Promise<void> {
    if (id !== teacher.value) {
      view.clear();
      test.clear();
      picked.value = null;
    }
    teacher.value = id;
    await refresh();
  }

  async function select(run: string): Promise<void> {
    if (selected.value?.run.id === run) return;
    picked.value = run;
    test.clear();
    await test.load();
  }

  /** Keeps floors, and chooses anew. */
  async function setFloors(floors: readonly TextureFloors[]): Promise<void> {
    await request('floors.set', { floors });
    const before = selected.value?.run.id;
    await view.load();
    if (selected.value?.run.id !== before) {
      test.clear();
      await test.load();
    }
  }

  /** Times those networks that were not timed on this computer yet. */
  async function time(): Promise<void> {
    if (teacher.value === null) return;
    await request('students.time', { teacher: teacher.value });
    await view.load();
  }

  return {
    ...{ teacher, picked, view, networks, selected, test },
    ...{ open, refresh, select, setFloors, time },
  };
});

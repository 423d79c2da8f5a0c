import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { AppState, ProjectSummary, TextureSummary } from '../../src-shared/ipc/views';
import type { KeyBindings } from '../../src-shared/settings/key-chord';
import { onNotice, request } from '../api';

/** What is open, what was open before, and how the window looks. */
export const useProjectStore = defineStore('project', () => {
  const state = shallowRef<AppState | null>(null);
  const project = shallowRef<ProjectSummary | null>(null);

  const textures = computed<readonly TextureSummary[]>(() => project.value?.textures ?? []);
  const readOnly = computed(() => project.value?.readOnly ?? false);
  const textureNames = computed(
    () => new Map(textures.value.map((texture) => [texture.id, texture.name])),
  );

  async function loadState(): Promise<void> {
    const answer = await request('app.state', {});
    state.value = answer;
    project.value = answer.project;
  }

  async function refresh(): Promise<void> {
    if (project.value !== null) project.value = await request('project.summary', {});
  }

  async function create(path: string): Promise<void> {
    project.value = await request('project.create', { path });
  }

  /** Opens the project beside a folder of images, or makes it there. */
  async function openBeside(folder: string): Promise<void> {
    project.value = await request('project.beside', { folder });
  }

  async function open(path: string): Promise<void> {
    project.value = await request('project.open', { path });
  }

  /** Opens a project with its newest good backup in place; gives the place of what was there before. */
  async function restore(path: string): Promise<string | null> {
    const restored = await request('project.restore', { path });
    project.value = restored.project;
    return restored.kept;
  }

  async function close(): Promise<void> {
    await request('project.close', {});
    project.value = null;
    await loadState();
  }

  async function setTheme(theme: AppState['theme']): Promise<void> {
    state.value = await request('app.set-theme', { theme });
  }

  /** Names who labels on this workstation from now on. */
  async function setAuthor(name: string): Promise<void> {
    state.value = await request('app.set-author', { name });
  }

  /** Gives actions other keys; an empty record restores the usual ones. */
  async function setKeys(keys: KeyBindings): Promise<void> {
    state.value = await request('app.set-keys', { keys });
  }

  function listen(): void {
    onNotice('project.changed', (notice) => {
      project.value = notice.project;
    });
  }

  return {
    state,
    project,
    textures,
    textureNames,
    readOnly,
    loadState,
    refresh,
    create,
    openBeside,
    open,
    restore,
    close,
    setTheme,
    setAuthor,
    setKeys,
    listen,
  };
});

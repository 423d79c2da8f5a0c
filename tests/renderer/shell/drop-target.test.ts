// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { i18n } from '../../../src-renderer/i18n';
import DropTarget from '../../../src-renderer/shell/DropTarget.vue';
import { useDropStore } from '../../../src-renderer/stores/drop-store';
import { useMessageStore } from '../../../src-renderer/stores/message-store';
import { useProjectStore } from '../../../src-renderer/stores/project-store';
import type { ProjectSummary } from '../../../src-shared/ipc/views';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

const summary: ProjectSummary = {
  ...{ path: '/p', name: 'p', readOnly: false, images: 0, textures: [], excluded: 0 },
  warning: null,
};

interface Scene {
  readonly bridge: RecordedBridge;
  readonly router: Router;
  readonly shown: () => boolean;
}

function scene(project: ProjectSummary | null): Scene {
  const pinia = createPinia();
  setActivePinia(pinia);
  const bridge = recordedBridge();
  useProjectStore().project = project;
  const views = ['start', 'images'].map((name) => ({ name, path: `/${name}`, component: {} }));
  const router = createRouter({ history: createMemoryHistory(), routes: views });
  const target = mount(DropTarget, { global: { plugins: [i18n, pinia, router] } });
  return { bridge, router, shown: () => target.find('[data-testid="drop-target"]').exists() };
}

/** A drag over the window, and what the page makes of it. */
async function drag(types: readonly string[]): Promise<{ taken: boolean; effect: string }> {
  const dataTransfer = { types, dropEffect: 'unset' };
  const event = Object.assign(new Event('dragover', { cancelable: true }), { dataTransfer });
  window.dispatchEvent(event);
  await flushPromises();
  return { taken: event.defaultPrevented, effect: dataTransfer.dropEffect };
}

const folder = { kind: 'folder', path: '/images/line4' } as const;

describe('what is dragged onto the window', () => {
  it('is taken where it has files, and left alone where it has none', async () => {
    const { shown } = scene(summary);
    expect(await drag(['text/plain'])).toEqual({ taken: false, effect: 'unset' });
    expect(shown()).toBe(false);
    expect(await drag(['Files'])).toEqual({ taken: true, effect: 'copy' });
    expect(shown()).toBe(true);
    window.dispatchEvent(new Event('drop'));
    await flushPromises();
    expect(shown()).toBe(false);
  });

  it('is refused while it hovers where the project can only be read', async () => {
    scene({ ...summary, readOnly: true });
    expect((await drag(['Files'])).effect).toBe('none');
  });

  it('opens the images’ view, where it waits for the dialog that imports it', async () => {
    const { bridge, router } = scene(summary);
    bridge.notify('app.dropped', { place: folder, paths: [folder.path], leftOut: 0 });
    await flushPromises();
    expect(router.currentRoute.value.name).toBe('images');
    expect(useDropStore().take('archive')).toBe(null);
    expect(useDropStore().take('folder')).toBe('/images/line4');
    expect(useDropStore().take('folder')).toBe(null);
  });

  it('is answered with a sentence where it cannot be used now', () => {
    const { bridge } = scene(null);
    bridge.notify('app.dropped', { place: folder, paths: [folder.path], leftOut: 0 });
    expect(useDropStore().waiting).toBe(null);
    expect(useMessageStore().messages.map(({ text }) => text)).toEqual([
      'No project is open that this could be imported into.',
    ]);
    useProjectStore().project = summary;
    bridge.notify('app.dropped', {
      place: { kind: 'project', path: '/q' },
      paths: ['/q'],
      leftOut: 0,
    });
    expect(useMessageStore().messages[1]?.text).toBe('This is a project, and another one is open.');
  });
});

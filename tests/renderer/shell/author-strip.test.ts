// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { expect, it } from 'vitest';
import { i18n } from '../../../src-renderer/i18n';
import AuthorStrip from '../../../src-renderer/shell/AuthorStrip.vue';
import { useProjectStore } from '../../../src-renderer/stores/project-store';
import type { AppState } from '../../../src-shared/ipc/views';
import { recordedBridge } from '../recorded-bridge';

const state: AppState = {
  ...{ version: '1', project: null, recent: [], theme: 'system', keys: {} },
  author: { name: 'station4', given: false },
};

it('asks for a name until one is given, and offers the system’s', async () => {
  const pinia = createPinia();
  setActivePinia(pinia);
  const bridge = recordedBridge();
  bridge.answer('app.state', () => state);
  bridge.answer('app.set-author', ({ name }) => ({ ...state, author: { name, given: true } }));
  await useProjectStore().loadState();
  const strip = mount(AuthorStrip, { global: { plugins: [i18n, pinia] } });
  const field = strip.get<HTMLInputElement>('input');
  expect(field.element.value).toBe('station4');
  await field.setValue('  ');
  await strip.get('form').trigger('submit');
  await field.setValue(' Kim Minseo ');
  await strip.get('form').trigger('submit');
  await flushPromises();
  expect(bridge.asked.filter(({ name }) => name === 'app.set-author')).toEqual([
    { name: 'app.set-author', argument: { name: 'Kim Minseo' } },
  ]);
  expect(strip.find('form').exists()).toBe(false);
});

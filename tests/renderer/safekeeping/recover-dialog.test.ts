// @vitest-environment happy-dom
import { DOMWrapper, flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { i18n } from '../../../src-renderer/i18n';
import RecoverDialog from '../../../src-renderer/safekeeping/RecoverDialog.vue';
import { useMessageStore } from '../../../src-renderer/stores/message-store';
import { project } from '../image-examples';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

const path = '/projects/plates.ellipsight';
let bridge: RecordedBridge;
let dialog: VueWrapper;

beforeEach(async () => {
  const pinia = createPinia();
  setActivePinia(pinia);
  i18n.global.locale.value = 'en';
  bridge = recordedBridge();
  const backup = { at: '2026-11-23T15:00:00.000Z', schema: 3, bytes: 2_500_000 };
  bridge.answer('backups.of', () => ({
    backups: [
      { ...backup, number: 2, file: `${path}/backups/2.db` },
      { ...backup, number: 1, file: `${path}/backups/1.db` },
    ],
  }));
  bridge.answer('backups.restore', ({ number }) => ({
    ...{ project: path, from: `${path}/backups/${number ?? 2}.db`, events: 9, passedOver: [] },
    kept: `${path}/backups/replaced/project.db`,
  }));
  bridge.answer('project.open', () => project);
  dialog = mount(RecoverDialog, {
    props: { path, failure: { message: 'The project is damaged.', next: '', bug: false } },
    global: { plugins: [i18n, pinia] },
    attachTo: document.body,
  });
  await flushPromises();
});
afterEach(() => dialog.unmount());

function get(id: string): DOMWrapper<Element> {
  return new DOMWrapper(document.body).get(`[data-testid="${id}"]`);
}

it('says what is wrong, and lists the backups with their sizes', () => {
  expect(get('recover-dialog').text()).toContain('The project is damaged.');
  expect(get('backup-list').text()).toContain('2.5 MB');
});

it('puts the newest good backup in place and opens the project', async () => {
  await get('recover-newest').trigger('click');
  await flushPromises();
  const asked = bridge.asked.map(({ name, argument }) => [name, argument]);
  expect(asked).toContainEqual(['backups.restore', { path, number: null }]);
  expect(asked.at(-1)).toEqual(['project.open', { path }]);
  expect(dialog.emitted('opened')).toHaveLength(1);
  expect(useMessageStore().messages[0]?.text).toContain('replaced/project.db');
});

it('puts the one in place that was chosen, and says why where that fails', async () => {
  const message = 'The backup is damaged; nothing was restored.';
  bridge.refuse('backups.restore', { kind: 'bad-input', message, next: '' });
  await new DOMWrapper(document.body).findAll('[data-testid="backup-action"]')[1]?.trigger('click');
  await flushPromises();
  expect(bridge.asked.at(-1)).toEqual({ name: 'backups.restore', argument: { path, number: 1 } });
  expect(get('recover-dialog').text()).toContain(message);
  expect(dialog.emitted('opened')).toBeUndefined();
});

// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it } from 'vitest';
import LabelExportDialog from '../../../src-renderer/exchange/LabelExportDialog.vue';
import { i18n } from '../../../src-renderer/i18n';
import { useImageListStore } from '../../../src-renderer/stores/image-list-store';
import { useJobStore } from '../../../src-renderer/stores/job-store';
import { useProjectStore } from '../../../src-renderer/stores/project-store';
import { useSelectionStore } from '../../../src-renderer/stores/selection-store';
import { project } from '../image-examples';
import { onPage } from '../on-page';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

let bridge: RecordedBridge;
let close: () => void;

beforeEach(async () => {
  const pinia = createPinia();
  setActivePinia(pinia);
  i18n.global.locale.value = 'en';
  bridge = recordedBridge();
  useJobStore().listen();
  useProjectStore().project = project;
  bridge.answer('export.plans', ({ choice }) => ({
    plans: [
      {
        ...{ format: 'csv', title: 'CSV of ellipses', losses: [], ellipses: 50 },
        images: choice.kind === 'all' ? 450 : 7,
      },
      {
        ...{ format: 'masks', title: 'Masks as PNG', images: 450, ellipses: 50 },
        losses: ['3 images with the verdict unsure: left out.'],
      },
    ],
  }));
  bridge.answer('app.choose', () => ({ path: '/out/labels' }));
  bridge.answer('export.labels', () => ({ job: 'j1' }));
  bridge.answer('images.page', () => ({ total: 7, offset: 0, rows: [] }));
  const dialog = mount(LabelExportDialog, {
    props: { modelValue: false },
    global: { plugins: [i18n, pinia] },
    attachTo: document.body,
  });
  close = () => dialog.unmount();
  await dialog.setProps({ modelValue: true });
  await flushPromises();
});
afterEach(() => close());

it('says of each format what it cannot hold, before anything is written', async () => {
  expect(onPage('format-csv').text()).toContain('holds everything');
  expect(onPage('format-masks').text()).toContain('cannot hold one thing');
  expect(document.body.textContent).not.toContain('left out');
  await onPage('format-masks').get('input').setValue(true);
  expect(onPage('label-export-losses').text()).toContain(
    '3 images with the verdict unsure: left out.',
  );
});

it('writes what was chosen, shows how far it is, and what was left out', async () => {
  expect(onPage('label-export-start').attributes('disabled')).toBeDefined();
  await onPage('label-export-choose').trigger('click');
  await flushPromises();
  await onPage('label-export-start').trigger('click');
  await flushPromises();
  expect(bridge.asked.find(({ name }) => name === 'export.labels')?.argument).toEqual({
    ...{ out: '/out/labels', format: 'csv', withImages: true, choice: { kind: 'all' } },
  });
  bridge.notify('job.progress', {
    job: 'j1',
    progress: { done: 45, total: 450, perSecond: 9, remainingSeconds: 45 },
  });
  await flushPromises();
  expect(onPage('job-progress').text()).toContain('45 of 450');
  const summary = {
    ...{ format: 'csv', folder: '/out/labels', images: 449, ellipses: 50, losses: [] },
    left: [{ file: 'a.png', reason: 'has two ellipses' }],
  };
  bridge.notify('job.done', { job: 'j1', result: { kind: 'label-export', summary } });
  await flushPromises();
  expect(onPage('label-export-result').text()).toContain('449 images with 50 ellipses');
  expect(onPage('label-export-left').text()).toContain('has two ellipses');
});

it('offers the images that are chosen in the grid', async () => {
  useSelectionStore().toggle(12, 0);
  await flushPromises();
  await onPage('choose-chosen').get('input').setValue(true);
  await flushPromises();
  expect(bridge.asked.filter(({ name }) => name === 'export.plans').at(-1)?.argument).toEqual({
    choice: { kind: 'ids', imageIds: [12] },
  });
});

it('offers the images of a filter, and looks again at what the formats lose', async () => {
  const list = useImageListStore();
  await list.setFilter({ verdict: 'defective' });
  await flushPromises();
  await onPage('choose-filter').get('input').setValue(true);
  await flushPromises();
  expect(bridge.asked.filter(({ name }) => name === 'export.plans').at(-1)?.argument).toEqual({
    choice: { kind: 'filter', filter: list.filter, except: [] },
  });
  expect(onPage('label-export-start').text()).toContain('Export 7 images');
});

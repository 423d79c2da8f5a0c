// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it } from 'vitest';
import ModelExportDialog from '../../../src-renderer/deployment/ModelExportDialog.vue';
import { i18n } from '../../../src-renderer/i18n';
import { useJobStore } from '../../../src-renderer/stores/job-store';
import { useProjectStore } from '../../../src-renderer/stores/project-store';
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
  bridge.answer('app.choose', ({ purpose }) => ({ path: `/out/${purpose}` }));
  bridge.answer('models.export', () => ({ job: 'j1' }));
  const dialog = mount(ModelExportDialog, {
    props: { modelValue: false, run: 'r0002-student', trials: [1, 3] },
    global: { plugins: [i18n, pinia] },
    attachTo: document.body,
  });
  close = () => dialog.unmount();
  await dialog.setProps({ modelValue: true });
  await flushPromises();
});
afterEach(() => close());

it('asks for a place of the chosen form, and forgets it with another form', async () => {
  await onPage('model-export-choose').trigger('click');
  await flushPromises();
  expect(onPage('model-export-path').text()).toBe('/out/export-bundle');
  await onPage('model-onnx').get('input').setValue(true);
  expect(onPage('model-export-path').text()).toBe('A new file');
  expect(onPage('model-export-start').attributes()).toHaveProperty('disabled');
});

it('exports the first finished trial, and says how it was verified and how it is used', async () => {
  await onPage('model-export-choose').trigger('click');
  await flushPromises();
  await onPage('model-export-start').trigger('click');
  await flushPromises();
  expect(bridge.asked.find(({ name }) => name === 'models.export')?.argument).toEqual({
    run: 'r0002-student',
    trial: 1,
    format: 'bundle',
    out: '/out/export-bundle',
  });
  bridge.notify('job.done', {
    job: 'j1',
    result: {
      kind: 'model-export',
      summary: {
        ...{ run: 'r0002-student', trial: 1, format: 'bundle', out: '/out/export-bundle' },
        ...{ sha256: 'ab'.repeat(32), parameters: 858_380 },
        verification: { images: 85, patches: 765, largestDifference: 1e-6, missing: 2 },
      },
    },
  });
  await flushPromises();
  const text = onPage('model-export-result').text();
  expect(text).toContain('all 85 test images as the trained model did');
  expect(text).toContain('2 test images are no longer in the project');
  expect(text).toContain('ellipsight predict /out/export-bundle');
});

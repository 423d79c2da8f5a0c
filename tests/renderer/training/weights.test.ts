// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { i18n } from '../../../src-renderer/i18n';
import WeightReading from '../../../src-renderer/training/WeightReading.vue';
import WeightsField from '../../../src-renderer/training/WeightsField.vue';
import WeightSetList from '../../../src-renderer/training/WeightSetList.vue';
import type { WeightSet, WeightsReading } from '../../../src-shared/ipc/weights-views';
import { teacherPreset } from '../../../src-shared/training/presets';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

const set: WeightSet = {
  ...{ name: 'mine', builtIn: false, architecture: 'vgg16', layers: ['block1_conv1'] },
  ...{ parameters: 14_714_688, preprocessing: 'torch', licence: null, source: 'vgg16.onnx' },
  ...{ sha256: '0'.repeat(64), bytes: 1, importedAt: '2026-11-23T10:00:00.000Z' },
};
const reading: WeightsReading = {
  ...{ file: 'vgg16.onnx', container: 'onnx', sha256: '', architecture: 'vgg16' },
  layers: [
    {
      ...{ layer: 'block1_conv1', source: 'features.0', kernel: null, bias: null },
      problem: 'has a kernel of 3×3×1×64, not 3×3×3×64',
    },
  ],
  ...{ unused: { count: 3, names: ['a', 'b', 'c'] }, preprocessing: 'torch', licence: null },
  ...{ digest: '', problems: ['block1_conv1 has …'] },
};
let bridge: RecordedBridge;

beforeEach(() => {
  setActivePinia(createPinia());
  bridge = recordedBridge();
});

it('a file that cannot be used is shown with what is wrong in which layer', () => {
  const shown = mount(WeightReading, { props: { reading }, global: { plugins: [i18n] } });
  expect(shown.get('[data-testid="weights-unusable"]').text()).toContain('nothing was changed');
  expect(shown.get('tbody').text()).toContain('has a kernel of 3×3×1×64, not 3×3×3×64');
  expect(shown.text()).toContain('3 other layers are not taken');
});

it('sets are listed with their licence; only imported ones can be removed', () => {
  const library = { sets: [{ ...set, name: 'imagenet', builtIn: true }, set], damaged: ['bad'] };
  const shown = mount(WeightSetList, { props: { library }, global: { plugins: [i18n] } });
  expect(shown.text()).toContain('licence not stated');
  expect(shown.findAll('button').map((button) => button.attributes('aria-label'))).toEqual([
    'Remove mine',
    'Remove bad',
  ]);
});

it('the plan names the set that is shown', async () => {
  bridge.answer('weights.list', () => ({ sets: [set], damaged: [] }));
  const plan = { ...teacherPreset('quick', 'transfer'), weights: 'mine' };
  const shown = mount(WeightsField, {
    props: { modelValue: plan },
    global: { plugins: [i18n], stubs: { WeightsDialog: true } },
  });
  await flushPromises();
  expect(shown.get('[data-testid="plan-weights"]').text()).toContain('mine (vgg16)');
});

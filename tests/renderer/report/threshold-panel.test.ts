// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia, type Pinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { i18n } from '../../../src-renderer/i18n';
import ThresholdPanel from '../../../src-renderer/report/ThresholdPanel.vue';
import { useProjectStore } from '../../../src-renderer/stores/project-store';
import { useRatesStore } from '../../../src-renderer/stores/rates-store';
import { usualExpectation } from '../../../src-shared/evaluation/threshold';
import type { RatesView, ScoreColumns } from '../../../src-shared/ipc/rates-views';
import { said } from '../../../src-shared/sentences/sentence';
import { project } from '../image-examples';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

/** Good and defective scores of one texture, decided by the half. */
function columns(good: readonly number[], defective: readonly number[]): ScoreColumns {
  const scores = [...good, ...defective];
  return {
    trials: scores.map(() => 1),
    textures: scores.map(() => 0),
    defective: scores.map((_score, at) => at >= good.length),
    predictedTextures: scores.map(() => 0),
    predictedDefective: scores.map((score) => score >= 0.5),
    scores,
  };
}

const view: RatesView = {
  run: 'r1',
  textures: ['Steel', 'Wood'],
  trials: 1,
  validation: columns([0.1, 0.2], [0.6, 0.9]),
  test: columns([0.1, 0.45], [0.3, 0.8]),
  certainty: [],
  thresholds: null,
};

let pinia: Pinia;
let bridge: RecordedBridge;
let panel: VueWrapper;

async function shown(rates: RatesView): Promise<void> {
  bridge.answer('rates.get', () => rates);
  await useRatesStore().open('r1');
  // The chart draws on a canvas, which this environment has not.
  panel = mount(ThresholdPanel, {
    props: { texture: null },
    global: { plugins: [i18n, pinia], stubs: { EChart: true } },
    attachTo: document.body,
  });
  await flushPromises();
}

beforeEach(() => {
  pinia = createPinia();
  setActivePinia(pinia);
  i18n.global.locale.value = 'en';
  bridge = recordedBridge();
  useProjectStore().project = project;
});
afterEach(() => panel.unmount());

function sentence(side: 'validation' | 'test'): string {
  return panel.get(`[data-testid="scores-${side}"] [data-testid="parts-sentence"]`).text();
}
function handle(name: 'lower' | 'upper') {
  return panel.get(`[data-testid="threshold-${name}"]`);
}

describe('the thresholds in the report', () => {
  it('begin where a part costs least, and are read out on both sides', async () => {
    await shown(view);
    // Midway between 0.2 and 0.6.
    expect(handle('lower').attributes('aria-valuenow')).toBe('0.4');
    expect(handle('upper').attributes('aria-valuenow')).toBe('0.4');
    expect(sentence('validation')).toBe(
      'Of 10,000 parts 0 escape, 0 are rejected for nothing, and 0 are inspected.',
    );
    // Of two defects one lies below 0.4, of two good parts one above: 100 / 2 and 9,900 / 2.
    expect(sentence('test')).toBe(
      'Of 10,000 parts 50 escape, 4,950 are rejected for nothing, and 0 are inspected.',
    );
    expect(panel.findAll('[data-testid="scores-test"] [role="slider"]')).toHaveLength(0);
    expect(panel.get('[data-testid="thresholds-kept"]').text()).toContain('only tried out');
  });

  it('move by keys, and the sentence with them', async () => {
    await shown(view);
    await handle('upper').trigger('keydown', { key: 'PageUp' });
    await handle('upper').trigger('keydown', { key: 'PageUp' });
    // The place of 0.4 is −0.18; one more is 0.82, a score of 0.869.
    expect(Number(handle('upper').attributes('aria-valuenow'))).toBeCloseTo(0.8685, 4);
    expect(handle('lower').attributes('aria-valuenow')).toBe('0.4');
    // 0.6 lies between: half of 100 defective parts.
    expect(sentence('validation')).toContain('0 escape, 0 are rejected for nothing, and 50 are');
    // 0.45 and 0.8 lie between.
    expect(sentence('test')).toContain('50 escape, 0 are rejected for nothing, and 5,000 are');
    await handle('lower').trigger('keydown', { key: 'End' });
    expect(handle('lower').attributes('aria-valuenow')).toBe(
      handle('upper').attributes('aria-valuenow'),
    );
  });

  it('follow the costs where they were placed by them, and stay where a hand put them', async () => {
    await shown(view);
    const store = useRatesStore();
    // An overkill that costs nothing: everything is rejected rather than looked at or let through.
    const free = { escape: 20, overkill: 0, inspection: 0.2 };
    store.expect({ ...usualExpectation, costs: free });
    expect(store.draft.placed).toBe('by-cost');
    expect(store.validationOutcome?.parts).toMatchObject({ escapes: 0, costPerPart: 0 });
    store.move('upper', 0.95);
    store.expect(usualExpectation);
    expect(store.draft).toMatchObject({ placed: 'by-hand', upper: 0.95 });
    store.place();
    expect(store.draft).toMatchObject({ placed: 'by-cost', upper: 0.4 });
  });

  it('are kept by main, as cost or hand placed them, and taken away again', async () => {
    await shown(view);
    const at = '2026-11-24T03:00:00.000Z';
    bridge.answer('thresholds.set', ({ choice }) => ({
      rule: said('decidesByPatches'),
      thresholds:
        choice.kind === 'none'
          ? null
          : {
              ...{ lower: 0.4, upper: 0.4, placed: choice.kind, at, who: 'Anna' },
              expectation: choice.expectation,
            },
    }));
    await panel.get('[data-testid="thresholds-keep"]').trigger('click');
    await flushPromises();
    expect(bridge.asked.at(-1)).toEqual({
      name: 'thresholds.set',
      argument: { run: 'r1', choice: { kind: 'by-cost', expectation: usualExpectation } },
    });
    const state = panel.get('[data-testid="thresholds-kept"]').text();
    expect(state).toContain('ok below 0.4, defective from 0.4 on. Placed by cost by Anna');
    expect(state).not.toContain('tried out');
    await handle('lower').trigger('keydown', { key: 'Home' });
    expect(panel.get('[data-testid="thresholds-kept"]').text()).toContain('tried out');
    await panel.get('[data-testid="thresholds-keep"]').trigger('click');
    await flushPromises();
    expect(bridge.asked.at(-1)?.argument).toMatchObject({
      choice: { kind: 'by-hand', pair: { lower: 0, upper: 0.4 } },
    });
    await panel.get('[data-testid="thresholds-remove"]').trigger('click');
    await flushPromises();
    expect(bridge.asked.at(-1)?.argument).toEqual({ run: 'r1', choice: { kind: 'none' } });
    expect(panel.get('[data-testid="thresholds-kept"]').text()).toContain(
      'In use there are no thresholds',
    );
  });

  it('are moved on the test images, with a warning, where a plan keeps no validation images', async () => {
    await shown({ ...view, validation: null });
    expect(panel.get('[data-testid="no-validation"]').text()).toContain('no validation images');
    expect(panel.findAll('[data-testid="scores-test"] [role="slider"]')).toHaveLength(2);
    expect(panel.get('[data-testid="place-by-cost"]').attributes('disabled')).toBeDefined();
    expect(handle('lower').attributes('aria-valuenow')).toBe('0.5');
  });

  it('are read out of the texture that is looked at, which has no images of its own here', async () => {
    await shown(view);
    useRatesStore().texture = 1;
    await panel.setProps({ texture: 'Wood' });
    expect(sentence('validation')).toContain('not known: there are 0 defective and 0 good images');
    useRatesStore().texture = 0;
    await panel.setProps({ texture: 'Steel' });
    expect(sentence('validation')).toContain('Of 10,000 parts of Steel 0 escape');
  });
});

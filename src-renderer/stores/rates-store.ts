import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { columnScores } from '../../src-shared/evaluation/rates-summary';
import {
  thresholdOutcome,
  usualExpectation,
  type LineExpectation,
  type ThresholdPair,
} from '../../src-shared/evaluation/threshold';
import { placeByCost } from '../../src-shared/evaluation/threshold-placing';
import type { RunThresholds, ThresholdChoice } from '../../src-shared/ipc/rates-views';
import { request } from '../api';
import { loadable } from '../load-state';
import { movedPair, type ThresholdName } from '../report/threshold-move';
import { useReportStore } from './report-store';

/** Thresholds that are tried out. */
type Draft = ThresholdPair & Pick<RunThresholds, 'placed' | 'expectation'>;

const middle: Draft = { lower: 0.5, upper: 0.5, placed: 'by-hand', expectation: usualExpectation };

/** The rates of one run, and a pair of thresholds that is tried out on them. */
export const useRatesStore = defineStore('rates', () => {
  const runId = ref<string | null>(null);
  /** Index of the texture that is looked at; null for all. */
  const texture = ref<number | null>(null);
  const draft = shallowRef<Draft>(middle);
  const rates = loadable(async () => {
    if (runId.value === null) throw new Error('No run is chosen.');
    return request('rates.get', { run: runId.value });
  });

  const view = computed(() => rates.value.value);
  const kept = computed(() => view.value?.thresholds ?? null);
  /** Of all textures: the pair is the run's. */
  const placing = computed(() => {
    const side = view.value?.validation ?? null;
    return side === null ? [] : columnScores(side, null);
  });
  const canPlace = computed(() => placeByCost(placing.value, usualExpectation) !== null);
  const test = computed(() =>
    view.value === null ? [] : columnScores(view.value.test, texture.value),
  );
  /** Null where the plan keeps no validation images. */
  const validation = computed(() => {
    const side = view.value?.validation ?? null;
    return side === null ? null : columnScores(side, texture.value);
  });
  const testOutcome = computed(() =>
    thresholdOutcome(test.value, draft.value, draft.value.expectation),
  );
  const validationOutcome = computed(() =>
    validation.value === null
      ? null
      : thresholdOutcome(validation.value, draft.value, draft.value.expectation),
  );
  const isKept = computed(() => kept.value !== null && sameDraft(kept.value, draft.value));

  /** Asks for the rates of a run; what is tried out stays as long as it is the same run. */
  async function open(id: string): Promise<void> {
    const isOther = runId.value !== id;
    if (isOther) {
      rates.clear();
      texture.value = null;
    }
    runId.value = id;
    await rates.load();
    if (isOther && runId.value === id) reset();
  }

  /** Back to what the run carries, else to where it costs least, else to the middle. */
  function reset(): void {
    draft.value = kept.value ?? placed(usualExpectation) ?? middle;
  }

  function placed(expectation: LineExpectation): Draft | null {
    const pair = placeByCost(placing.value, expectation);
    return pair === null ? null : { ...pair, placed: 'by-cost', expectation };
  }

  function move(name: ThresholdName, score: number): void {
    const pair = movedPair(draft.value, name, score);
    if (pair.lower === draft.value.lower && pair.upper === draft.value.upper) return;
    draft.value = { ...draft.value, ...pair, placed: 'by-hand' };
  }

  /** Changes what is expected of the line; a pair that was placed by cost follows. */
  function expect(expectation: LineExpectation): void {
    const follows = draft.value.placed === 'by-cost' ? placed(expectation) : null;
    draft.value = follows ?? { ...draft.value, expectation };
  }

  function place(): void {
    draft.value = placed(draft.value.expectation) ?? draft.value;
  }

  /** Gives the run what is tried out. */
  async function keep(): Promise<void> {
    const { lower, upper, placed: how, expectation } = draft.value;
    await set(
      how === 'by-cost'
        ? { kind: 'by-cost', expectation }
        : { kind: 'by-hand', pair: { lower, upper }, expectation },
    );
    if (kept.value !== null) draft.value = kept.value;
  }

  /** Lets the run decide without thresholds again; what is tried out stays. */
  async function remove(): Promise<void> {
    await set({ kind: 'none' });
  }

  async function set(choice: ThresholdChoice): Promise<void> {
    const run = runId.value;
    if (run === null) return;
    const { thresholds, rule } = await request('thresholds.set', { run, choice });
    const shown = rates.value.value;
    if (shown?.run === run) rates.value.value = { ...shown, thresholds };
    useReportStore().tellRule(run, rule);
  }

  /** Forgets the project that was open. */
  function forget(): void {
    runId.value = null;
    texture.value = null;
    draft.value = middle;
    rates.clear();
  }

  return {
    ...{ runId, rates, texture, draft, kept, isKept, canPlace },
    ...{ test, validation, testOutcome, validationOutcome },
    ...{ open, reset, move, expect, place, keep, remove, forget },
  };
});

function sameDraft(one: Draft, other: Draft): boolean {
  const key = ({ lower, upper, placed, expectation: { costs, defectRate } }: Draft): string =>
    [lower, upper, placed, costs.escape, costs.overkill, costs.inspection, defectRate].join(' ');
  return key(one) === key(other);
}

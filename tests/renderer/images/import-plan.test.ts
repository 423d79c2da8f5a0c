// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, ref, type EffectScope } from 'vue';
import {
  correctionsOf,
  useImportPlan,
  type ImportPlan,
} from '../../../src-renderer/images/use-import-plan';
import { useJobStore } from '../../../src-renderer/stores/job-store';
import { noCorrections } from '../../../src-shared/dataset/import-corrections';
import type { ImportPreview } from '../../../src-shared/ipc/import-views';
import type { ImportSummary } from '../../../src-shared/ipc/views';
import { recordedBridge, type RecordedBridge } from '../recorded-bridge';

const preview: ImportPreview = {
  source: '/parts',
  format: 'plain-folder',
  formatTitle: 'Folder of images without labels',
  formats: [{ name: 'coco', title: 'COCO JSON' }],
  textures: [{ name: 'OK', images: 2, defective: 0 }],
  survey: {
    images: 2,
    textures: [{ name: 'OK', becomes: 'OK', images: 2, defective: 0 }],
    verdicts: { ok: 0, defective: 0, unsure: 0, unlabelled: 2 },
    folders: [],
    classes: [],
    groups: { images: 0, count: 0, names: [], unusedRows: 0 },
    examples: [],
    skipped: [],
    skippedTotal: 0,
  },
};
const summary: ImportSummary = {
  ...{ added: 2, known: 0, ellipses: 0, skipped: [], conflicts: [], cancelled: false },
};

let bridge: RecordedBridge;
let scope: EffectScope;
let plan: ImportPlan;
let checks: number;

beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
  bridge = recordedBridge();
  useJobStore().listen();
  bridge.answer('import.preview', () => preview);
  checks = 0;
  bridge.answer('import.check', () => {
    checks += 1;
    return { job: `check-${checks}` };
  });
  bridge.answer('job.cancel', ({ job }) => {
    const result = { kind: 'import-check', summary: { ...summary, cancelled: true } } as const;
    bridge.notify('job.done', { job, result });
    return null;
  });
  scope = effectScope();
  plan = scope.run(() => useImportPlan(() => true)) ?? fail();
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

function fail(): never {
  throw new Error('The scope did not run.');
}

function askedFor(name: string): unknown[] {
  return bridge.asked.filter((asked) => asked.name === name).map(({ argument }) => argument);
}

describe('the plan of an import', () => {
  it('looks at a source, then opens its images to see what would happen', async () => {
    await plan.look('/parts');
    await flushPromises();
    expect(plan.preview.value.value).toEqual(preview);
    expect(askedFor('import.check')).toEqual([
      { source: '/parts', format: 'plain-folder', corrections: noCorrections },
    ]);
    expect(plan.check.running.value).toBe(true);
    bridge.notify('job.done', { job: 'check-1', result: { kind: 'import-check', summary } });
    expect(plan.check.result.value?.summary).toEqual(summary);
  });

  it('stops the check of what was corrected since, and begins it anew once the user rests', async () => {
    await plan.look('/parts');
    await flushPromises();
    plan.fields.names['OK'] = 'st';
    await flushPromises();
    plan.fields.names['OK'] = 'steel ';
    await flushPromises();
    expect(plan.outdated.value).toBe(true);
    expect(askedFor('import.preview')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    await flushPromises();
    const corrections = { ...noCorrections, renames: [{ from: 'OK', to: 'steel' }] };
    expect(askedFor('import.preview')[1]).toEqual({
      source: '/parts',
      format: 'auto',
      corrections,
    });
    expect(askedFor('job.cancel')).toEqual([{ job: 'check-1' }]);
    expect(askedFor('import.check')[1]).toMatchObject({ corrections });
    expect(plan.outdated.value).toBe(false);
  });

  it('checks nothing while a correction does not fit, and keeps what was shown', async () => {
    await plan.look('/parts');
    await flushPromises();
    bridge.refuse('import.preview', { kind: 'wrong-use', message: 'No.', next: '' });
    plan.fields.groups = 'pattern';
    plan.fields.pattern = 'lot(';
    await vi.advanceTimersByTimeAsync(1000);
    await flushPromises();
    expect(plan.preview.failure.value?.message).toBe('No.');
    expect(plan.preview.value.value).toEqual(preview);
    expect(checks).toBe(1);
  });

  it('reads the source as another format where the user says so', async () => {
    await plan.look('/parts');
    plan.fields.names['OK'] = 'steel';
    await plan.chooseFormat('coco');
    await flushPromises();
    expect(askedFor('import.preview').at(-1)).toEqual({
      ...{ source: '/parts', format: 'coco', corrections: noCorrections },
    });
    await plan.look('/other');
    expect(plan.format.value).toBe('auto');
  });

  it('begins without the corrections of the source before', async () => {
    await plan.look('/parts');
    plan.fields.verdicts['OK'] = 'ok';
    await plan.look('/other');
    await vi.advanceTimersByTimeAsync(1000);
    expect(plan.corrections.value).toEqual(noCorrections);
    expect(askedFor('import.preview').at(-1)).toEqual({
      source: '/other',
      format: 'auto',
      corrections: noCorrections,
    });
  });
});

it('corrects nothing by fields that are empty or say what the source says', () => {
  const fields = {
    names: { OK: '  ', NG: 'NG', a: ' b ' },
    verdicts: { x: undefined, y: 'unsure' },
    groups: 'csv',
    pattern: 'lot(\\d)',
    table: '',
  } as const;
  expect(correctionsOf(ref(fields).value)).toEqual({
    renames: [{ from: 'a', to: 'b' }],
    verdicts: [{ name: 'y', verdict: 'unsure' }],
    groups: { kind: 'none' },
  });
});

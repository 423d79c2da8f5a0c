// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { i18n } from '../../../src-renderer/i18n';
import ImportSummaryPanel from '../../../src-renderer/images/ImportSummaryPanel.vue';
import LabelPanel from '../../../src-renderer/labelling/LabelPanel.vue';
import EllipseOverlay from '../../../src-renderer/labelling/EllipseOverlay.vue';
import FailureNote from '../../../src-renderer/parts/FailureNote.vue';
import VerdictMark from '../../../src-renderer/parts/VerdictMark.vue';
import TrialFigures from '../../../src-renderer/report/TrialFigures.vue';
import { evaluationSummary } from '../../../src-shared/evaluation/trial-summary';
import type { TextureRates } from '../../../src-shared/evaluation/texture-rates';
import TextureTable from '../../../src-renderer/report/TextureTable.vue';
import MessageStack from '../../../src-renderer/shell/MessageStack.vue';
import { useMessageStore } from '../../../src-renderer/stores/message-store';
import { useProjectStore } from '../../../src-renderer/stores/project-store';
import { verdicts } from '../../../src-shared/dataset/label';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import { imageDetail, project } from '../image-examples';

const pinia = createPinia();
const global = { plugins: [i18n, pinia] };
beforeEach(() => {
  setActivePinia(pinia);
  i18n.global.locale.value = 'en';
});

describe('the mark of a verdict', () => {
  it('differs by shape and not by colour alone', () => {
    const shapes = verdicts.map((verdict) => {
      const mark = mount(VerdictMark, { props: { verdict }, global });
      return mark.element.innerHTML;
    });
    expect(new Set(shapes).size).toBe(verdicts.length);
  });

  it('has a name that screen readers say, in the language chosen', () => {
    i18n.global.locale.value = 'ko';
    const mark = mount(VerdictMark, { props: { verdict: 'defective' }, global });
    expect(mark.attributes('aria-label')).toBe('불량');
  });
});

describe('a failure', () => {
  it('shows its sentence, its next step, and a way to try again', async () => {
    const failure = { message: 'The disk is full.', next: 'Free some space.' };
    const note = mount(FailureNote, { props: { failure }, global });
    expect(note.attributes('role')).toBe('alert');
    expect(note.text()).toContain('The disk is full.');
    expect(note.text()).toContain('Free some space.');
    await note.get('button').trigger('click');
    expect(note.emitted('retry')).toHaveLength(1);
  });

  it('of a gesture lands in the message stack until it is closed', async () => {
    const stack = mount(MessageStack, { global });
    const store = useMessageStore();
    const outcome = await store.attempt(() =>
      Promise.reject(new ExpectedFailure('busy', 'A run is under way.', 'Wait for it.')),
    );
    expect(outcome.ok).toBe(false);
    await stack.vm.$nextTick();
    const shown = stack.get('[role="alert"]');
    expect(shown.text()).toContain('A run is under way.');
    expect(shown.text()).toContain('Wait for it.');
    await shown.get('button').trigger('click');
    expect(stack.find('[role="alert"]').exists()).toBe(false);
  });
});

describe('the summary of an import', () => {
  it('lists each skipped file with its reason', () => {
    const panel = mount(ImportSummaryPanel, {
      props: {
        summary: {
          added: 186,
          known: 2,
          skipped: [{ file: 'labels.txt', reason: 'Line 3 has five numbers, not six.' }],
          ellipses: 36,
          poorFits: [{ file: 'felt/3.png', reason: 'ellipse 1 has an IoU of 0.61' }],
          conflicts: [],
          cancelled: false,
        },
      },
      global,
    });
    expect(panel.get('[data-testid="import-added"]').text()).toBe('186');
    expect(panel.get('[data-testid="import-skipped-list"]').text()).toContain(
      'Line 3 has five numbers, not six.',
    );
    expect(panel.get('[data-testid="import-poorFits-list"]').text()).toContain('IoU of 0.61');
    expect(panel.find('[data-testid="import-conflicts-list"]').exists()).toBe(false);
  });

  it('opens the image of an ellipse that fits badly', async () => {
    const summary = { added: 1, known: 0, skipped: [], ellipses: 1, conflicts: [] };
    const poorFits = [{ file: 'felt/3.png', reason: 'ellipse 1 has an IoU of 0.61', imageId: 31 }];
    const panel = mount(ImportSummaryPanel, {
      props: { summary: { ...summary, poorFits, cancelled: false } },
      global,
    });
    await panel.get('[data-testid="import-poorFits-list-open"]').trigger('click');
    expect(panel.emitted('open')).toEqual([[31]]);
  });
});

describe('the panel beside an image', () => {
  const ellipses = [{ id: 4, shape: { x: 10, y: 20, a: 5, b: 3, angle: Math.PI / 6 } }];

  // Nothing is laid out here, and only the rows are drawn for which the list has room.
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(168);
  });
  afterEach(() => vi.restoreAllMocks());

  async function panel(readOnly = false): Promise<ReturnType<typeof mount<typeof LabelPanel>>> {
    useProjectStore().project = project;
    const image = imageDetail(1, { verdict: 'defective', ellipses });
    const props = { image, ellipses, selection: [4], readOnly };
    const side = mount(LabelPanel, { props, global });
    await flushPromises();
    return side;
  }

  it('shows texture, verdict and the numbers of each ellipse', async () => {
    const text = (await panel()).text();
    expect(text).toContain('Class1');
    expect(text).toContain('10.0, 20.0');
    expect(text).toContain('5.0 × 3.0');
    expect(text).toContain('30.0°');
  });

  it('asks for a verdict and for a deletion', async () => {
    const side = await panel();
    await side.get('[data-testid="verdict-unsure"]').trigger('click');
    await side.get('.remove').trigger('click');
    expect(side.emitted('verdict')).toEqual([['unsure']]);
    expect(side.emitted('delete')).toEqual([[[4]]]);
  });

  it('offers neither in a project that is open for reading only', async () => {
    const side = await panel(true);
    expect(side.get('[data-testid="verdict-ok"]').attributes('disabled')).toBeDefined();
    expect(side.find('.remove').exists()).toBe(false);
    expect(side.find('[data-testid="field-x"]').exists()).toBe(false);
  });

  it('takes a typed number when the field is left, and none that is no number', async () => {
    const side = await panel();
    const field = side.get<HTMLInputElement>('[data-testid="field-a"]');
    expect(field.element.value).toBe('5.00');
    await field.setValue('7.125');
    await field.trigger('blur');
    const [[how] = []] =
      side.emitted<[(shapes: readonly Ellipse[]) => readonly Ellipse[]]>('edit') ?? [];
    expect(how?.(ellipses.map(({ shape }) => shape))).toEqual([
      { ...ellipses[0]?.shape, a: 7.125 },
    ]);
    expect(side.emitted('commit')).toHaveLength(1);
    await field.setValue('wide');
    expect(field.attributes('aria-invalid')).toBe('true');
    await field.trigger('keydown', { key: 'Enter' });
    expect(side.emitted('edit')).toHaveLength(1);
    expect(field.element.value).toBe('5.00');
  });
});

describe('the picture of an ellipse', () => {
  it('lies exactly at the stored numbers, turned about its centre', () => {
    const overlay = mount(EllipseOverlay, {
      props: {
        shape: { x: 10.25, y: 20.5, a: 5, b: 3, angle: Math.PI / 2 },
        selected: true,
        handles: true,
        scale: 2,
      },
      global,
    });
    const line = overlay.get('ellipse.line');
    expect(['cx', 'cy', 'rx', 'ry'].map((name) => line.attributes(name))).toEqual([
      '10.25',
      '20.5',
      '5',
      '3',
    ]);
    expect(line.attributes('transform')).toBe('rotate(90 10.25 20.5)');
    expect(overlay.findAll('rect.handle')).toHaveLength(4);
  });
});

describe('the table of rates', () => {
  it('shows mean and standard error, and warns where few defects were seen', () => {
    const counts = { tp: 4, fn: 1, tn: 18, fp: 2, escapes: 1, overkills: 2 };
    const table = mount(TextureTable, {
      props: {
        evaluation: {
          run: 'r',
          kind: 'teacher',
          trials: [
            {
              trial: 1,
              splitSeed: 1,
              iterations: 9,
              convergence: 9,
              accuracy: 0.88,
              textures: [{ texture: 'A', tpr: 0.8, tnr: 0.9, ...counts }],
            },
          ],
          summary: {
            accuracy: { mean: 0.88, standardError: null },
            convergence: { mean: 9, standardError: null },
            pooled: {
              ...{ images: 25, accuracy: 0.88, tpr: 0.8, tnr: 0.9, escapes: 1, overkills: 2 },
              textures: [{ texture: 'A', tpr: 0.8, tnr: 0.9, ...counts }],
            },
            textures: [
              {
                texture: 'A',
                tpr: { mean: 0.8, standardError: 0.02 },
                tnr: { mean: 0.9, standardError: null },
              },
            ],
          },
        },
      },
      global,
    });
    const text = table.get('[data-testid="texture-row-A"]').text();
    expect(text).toContain('80.0 ± 2.0 %');
    expect(text).toContain('90.0 %');
    expect(text).toContain('1 of 5');
    expect(text).toContain('2 of 20');
    // Exact intervals of 4 of 5 and of 18 of 20.
    expect(text).toContain('28.4 % … 99.5 %');
    expect(text).toContain('68.3 % … 98.8 %');
    expect(table.get('[data-testid="few-images"]').text()).toContain('A: 5 defective, 20 good');
  });
});

describe('the figures over the trials', () => {
  it('are means with their errors, and the decisions of all trials together', () => {
    const trial = { splitSeed: 1, iterations: 400 };
    // 9 and 8 of 10 defective images found, all 10 others passed.
    const texture = (tp: number): TextureRates => ({
      ...{ texture: 'A', tp, fn: 10 - tp, tn: 10, fp: 0, tpr: tp / 10, tnr: 1 },
      ...{ escapes: 10 - tp, overkills: 0 },
    });
    const trials = [
      { ...trial, trial: 1, convergence: 300, accuracy: 0.95, textures: [texture(9)] },
      { ...trial, trial: 2, convergence: 350, accuracy: 0.9, textures: [texture(8)] },
    ];
    const figures = mount(TrialFigures, {
      props: {
        evaluation: { run: 'r', kind: 'teacher', trials, summary: evaluationSummary(trials) },
      },
      global,
    });
    const text = (name: string): string => figures.get(`[data-testid="figure-${name}"]`).text();
    expect(text('accuracy')).toBe('92.5 ± 2.5 %');
    expect(text('convergence')).toBe('325 ± 25');
    expect(text('pooled')).toBe('92.5 %');
    expect(figures.text()).toContain('of 40 decisions');
    expect(figures.text()).toContain('85.0 %');
    expect(figures.text()).toContain('3 escapes');
  });
});

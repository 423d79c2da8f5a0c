import { describe, expect, it } from 'vitest';
import { planRows } from '../../../src-renderer/training/plan-rows';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';

const known: Readonly<Record<string, string>> = {
  'plan.fields.learningRate': 'Learning rate',
  'run.planFields.preset': 'Preset',
  'run.planFields.filters': 'Filters',
  'preset.quick.name': 'Quick',
  'plan.never': 'never',
  'common.yes': 'yes',
};
const words = { t: (key: string) => known[key] ?? key, te: (key: string) => key in known };

describe('a plan in words', () => {
  it('names every setting but the kind, one without words by its own name', () => {
    const plan = { ...teacherPreset('quick', 'transfer'), earlyStopPatience: null };
    const rows = planRows(plan, words);
    expect(rows.map(({ name }) => name)).toEqual(
      Object.keys(plan).filter((name) => name !== 'kind'),
    );
    const row = (name: string) => rows.find((one) => one.name === name);
    expect(row('preset')).toMatchObject({ label: 'Preset', text: 'Quick' });
    expect(row('learningRate')).toMatchObject({
      label: 'Learning rate',
      text: String(plan.learningRate),
    });
    expect(row('momentum')?.label).toBe('momentum');
    expect(row('earlyStopPatience')?.text).toBe('never');
  });

  it('shows filters as the lists of runs do', () => {
    const teacher = teacherPreset('quick', 'transfer');
    const rows = planRows(
      studentPreset('quick', teacher, 'r0001-teacher', [4, 8, 16, 4, 4]),
      words,
    );
    expect(rows.find(({ name }) => name === 'filters')?.text).toBe('4 · 8 · 16 · 4 · 4');
  });
});

import { describe, expect, it } from 'vitest';
import { comparedSettings } from '../../../src-shared/training/compared-settings';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';

const transfer = teacherPreset('quick', 'transfer');

describe('what plans differ in', () => {
  it('are the settings with more than one value, in each plan’s order', () => {
    const plans = [
      transfer,
      { ...transfer, learningRate: 0.01, trials: 5 },
      { ...transfer, trials: 5 },
    ];
    expect(comparedSettings(plans)).toEqual([
      { name: 'learningRate', values: [transfer.learningRate, 0.01, transfer.learningRate] },
      { name: 'trials', values: [transfer.trials, 5, 5] },
    ]);
  });

  it('are none between equal plans, nor in a single one', () => {
    expect(comparedSettings([transfer, { ...transfer }])).toEqual([]);
    expect(comparedSettings([transfer])).toEqual([]);
    expect(comparedSettings([])).toEqual([]);
  });

  it('compare lists by what is in them, and leave undefined what a plan cannot say', () => {
    const student = studentPreset('quick', transfer, 'r0001-teacher', [4, 8, 16, 4, 4]);
    const same = { ...student, filters: [4, 8, 16, 4, 4] as const };
    expect(comparedSettings([student, { ...student, filters: [...same.filters] }])).toEqual([]);
    const mixed = comparedSettings([transfer, student]);
    expect(mixed.find(({ name }) => name === 'filters')?.values).toEqual([
      undefined,
      [4, 8, 16, 4, 4],
    ]);
    expect(mixed.some(({ name }) => name === 'kind')).toBe(false);
  });
});

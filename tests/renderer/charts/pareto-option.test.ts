import { describe, expect, it } from 'vitest';
import { chartPalette } from '../../../src-renderer/charts/chart-palette';
import { paretoOption, type NetworkPoint } from '../../../src-renderer/charts/pareto-option';

const point = (run: string, cost: number, worth: number, holds: boolean): NetworkPoint => ({
  ...{ run, name: run, cost, worth, holds, teacher: run === 'teacher', selected: run === 'b' },
});
const points = [
  point('teacher', 100, 0.98, true),
  point('a', 10, 0.97, true),
  point('b', 5, 0.97, true),
  point('c', 1, 0.6, false),
];
const words = {
  ...{ cost: 'Size', worth: 'Worst TPR', front: 'front', teacher: 'Teacher' },
  ...{ holds: 'holds', misses: 'misses', unknown: 'unknown' },
  costText: (cost: number) => `${cost} B`,
};

describe('the Pareto chart', () => {
  const option = paretoOption({ points, palette: chartPalette(false), words });
  const series = Array.isArray(option.series) ? option.series : [];

  it('joins what no cheaper or better network beats, and gives each kind a symbol and a name', () => {
    expect(series.map(({ name }) => name)).toEqual(['front', 'Teacher', 'holds', 'misses']);
    expect(series[0]).toMatchObject({
      data: [
        [1, 0.6],
        [5, 0.97],
        [100, 0.98],
      ],
    });
    expect(series.slice(1)).toMatchObject([
      { symbol: 'rect', data: [{ value: [100, 0.98] }] },
      { symbol: 'circle', data: [{ value: [10, 0.97] }, { value: [5, 0.97] }] },
      { symbol: 'diamond', data: [{ value: [1, 0.6] }] },
    ]);
  });

  it('says of the point under the pointer what it is and costs', () => {
    const { tooltip } = option;
    const formatter = Array.isArray(tooltip) ? undefined : tooltip?.formatter;
    if (typeof formatter !== 'function') throw new Error('There is no tooltip.');
    expect(Reflect.apply(formatter, null, [{ seriesName: 'misses', dataIndex: 0 }])).toBe(
      'c\nWorst TPR 60.0 %\n1 B\nmisses',
    );
    expect(Reflect.apply(formatter, null, [{ seriesName: 'front', dataIndex: 0 }])).toBe('');
  });
});

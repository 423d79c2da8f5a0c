import { describe, expect, it } from 'vitest';
import type { ChartOption } from '../../../src-renderer/charts/chart-option';
import { chartPalette } from '../../../src-renderer/charts/chart-palette';
import { meanCurveOption } from '../../../src-renderer/charts/mean-curve-option';

const palette = chartPalette(false);
const points = [
  { iteration: 10, mean: 0.62, standardError: 0.1, trials: 3 },
  { iteration: 100, mean: 0.97, standardError: 0.05, trials: 2 },
  { iteration: 200, mean: 0.99, standardError: null, trials: 1 },
];
const option = meanCurveOption({
  lines: [
    { name: 'transfer', colour: '#123456', points },
    { name: 'scratch', colour: '#654321', points: points.slice(2) },
  ],
  logarithmic: true,
  palette,
  legend: true,
  words: { trials: (count) => `${count} trials` },
});

/** As plain JSON, so that tests can look into ECharts' wide types. */
function plain(chart: ChartOption): {
  series: { type: string; name: string; data: number[][] }[];
  xAxis: Record<string, unknown>;
  yAxis: Record<string, unknown>;
  tooltip: Record<string, unknown>;
} {
  return JSON.parse(JSON.stringify(chart));
}

describe('the chart of means over trials', () => {
  it('has a line a curve on a logarithmic axis', () => {
    const { series, xAxis } = plain(option);
    const lines = series.filter(({ type }) => type === 'line');
    expect(xAxis['type']).toBe('log');
    expect(lines.map(({ name, data }) => [name, data])).toEqual([
      [
        'transfer',
        [
          [10, 0.62],
          [100, 0.97],
          [200, 0.99],
        ],
      ],
      ['scratch', [[200, 0.99]]],
    ]);
  });

  it('has a band of the error only where there is one, cut off at 1', () => {
    const bands = plain(option).series.filter(({ type }) => type === 'custom');
    expect(bands).toHaveLength(1);
    expect(bands[0]?.name).toBe('transfer');
    expect(bands[0]?.data.map((row) => row.map((value) => Number(value.toFixed(6))))).toEqual([
      [10, 0.52, 0.72],
      [100, 0.92, 1],
    ]);
  });

  it('begins its axis at the tenth below the lowest end of an error', () => {
    expect(plain(option).yAxis).toMatchObject({ min: 0.5, max: 1 });
  });

  it('says mean, error and how many trials where it is hovered, and nothing of the bands', () => {
    const { tooltip } = option;
    if (Array.isArray(tooltip) || typeof tooltip?.formatter !== 'function') {
      throw new Error('The tooltip has no formatter.');
    }
    const text = Reflect.apply(tooltip.formatter, undefined, [
      [
        { seriesType: 'custom', seriesName: 'transfer', dataIndex: 1 },
        { seriesType: 'line', seriesName: 'transfer', dataIndex: 1 },
      ],
    ]);
    expect(text).toBe('100\ntransfer  97.0 ± 5.0 %  (2 trials)');
    expect(plain(option).tooltip['renderMode']).toBe('richText');
  });
});

import { describe, expect, it } from 'vitest';
import { accuracyCurveOption } from '../../../src-renderer/charts/accuracy-curve-option';
import type { ChartOption } from '../../../src-renderer/charts/chart-option';
import { chartPalette, seriesColour } from '../../../src-renderer/charts/chart-palette';
import { lossCurveOption } from '../../../src-renderer/charts/loss-curve-option';
import { textureRatesOption } from '../../../src-renderer/charts/texture-rates-option';

const palette = chartPalette(false);
const trial = (number: number): string => `Trial ${number}`;
const lossWords = { trial };
const accuracyWords = { trial, side: (side: string) => side };

const steps = [
  { trial: 1, iteration: 1, loss: 2, learningRate: 0.001 },
  { trial: 1, iteration: 2, loss: 0, learningRate: 0.001 },
  { trial: 2, iteration: 1, loss: 3, learningRate: 0.001 },
];
const loss = lossCurveOption({ steps, logarithmic: false, palette, words: lossWords });
const accuracy = accuracyCurveOption({
  evaluations: [
    { trial: 1, iteration: 10, side: 'validation', accuracy: 0.83 },
    { trial: 1, iteration: 20, side: 'validation', accuracy: 0.9 },
    { trial: 1, iteration: 20, side: 'test', accuracy: 0.88 },
    { trial: 1, iteration: 30, side: 'test', accuracy: null },
  ],
  logarithmic: false,
  palette,
  words: accuracyWords,
});
const rates = textureRatesOption({
  summary: {
    textures: [
      {
        texture: 'A',
        tpr: { mean: 0.8, standardError: 0.05 },
        tnr: { mean: 1, standardError: 0 },
      },
      {
        texture: 'B',
        tpr: { mean: null, standardError: null },
        tnr: { mean: 0.95, standardError: 0.1 },
      },
    ],
  },
  palette,
  words: { tpr: 'TPR', tnr: 'TNR' },
});

/** Series and axes as plain JSON, so that tests can look into ECharts' wide types. */
function plain(option: ChartOption): {
  series: { type: string; name: string; data: unknown[]; lineStyle?: { type?: string } }[];
  xAxis: Record<string, unknown>;
  yAxis: Record<string, unknown>;
  tooltip: Record<string, unknown>;
  animation: unknown;
} {
  return JSON.parse(JSON.stringify(option));
}

describe.each([
  ['loss', loss],
  ['accuracy', accuracy],
  ['rates', rates],
] as const)('the %s chart', (_name, option) => {
  it('paints its tooltip on the canvas, since the CSP forbids inline styles', () => {
    expect(plain(option).tooltip['renderMode']).toBe('richText');
  });

  it('does not animate', () => {
    expect(plain(option).animation).toBe(false);
  });
});

describe('the loss curve', () => {
  it('has a line a trial with its points in order', () => {
    expect(plain(loss).series.map(({ name, data }) => ({ name, data }))).toEqual([
      {
        name: 'Trial 1',
        data: [
          [1, 2],
          [2, 0],
        ],
      },
      { name: 'Trial 2', data: [[1, 3]] },
    ]);
  });

  it('leaves out what a logarithmic axis cannot show', () => {
    const option = plain(lossCurveOption({ steps, logarithmic: true, palette, words: lossWords }));
    expect(option.yAxis['type']).toBe('log');
    expect(option.series[0]?.data).toEqual([[1, 2]]);
  });
});

describe('the accuracy curve', () => {
  it('separates validation and test, the test side dashed, and leaves out what is null', () => {
    const { series } = plain(accuracy);
    expect(series.map(({ name, data, lineStyle }) => [name, data, lineStyle?.type])).toEqual([
      [
        'Trial 1 · validation',
        [
          [10, 0.83],
          [20, 0.9],
        ],
        'solid',
      ],
      ['Trial 1 · test', [[20, 0.88]], 'dashed'],
    ]);
  });

  it('begins its axis at the tenth below the lowest point', () => {
    expect(plain(accuracy).yAxis).toMatchObject({ min: 0.8, max: 1 });
  });
});

describe('the chart of rates', () => {
  it('marks each rate at its texture and leaves out rates that do not exist', () => {
    const marks = plain(rates).series.filter((series) => series.type === 'scatter');
    expect(marks.map(({ name, data }) => [name, data])).toEqual([
      ['TPR', [[0.8, 0]]],
      [
        'TNR',
        [
          [1, 0],
          [0.95, 1],
        ],
      ],
    ]);
  });

  it('draws an error where there is one, cut off at 0 and 1', () => {
    const bars = plain(rates).series.filter((series) => series.type === 'custom');
    expect(bars.map(({ data }) => data)).toEqual([[[0.75, 0.8500000000000001, 0]], [[0.85, 1, 1]]]);
  });

  it('begins its axis at the tenth below the lowest end of an error', () => {
    expect(plain(rates).xAxis).toMatchObject({ min: 0.7, max: 1 });
  });
});

describe('series colours', () => {
  it('go round when there are more series than colours', () => {
    expect(seriesColour(palette, palette.series.length)).toBe(palette.series[0]);
  });
});

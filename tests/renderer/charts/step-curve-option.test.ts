import { describe, expect, it } from 'vitest';
import { chartPalette } from '../../../src-renderer/charts/chart-palette';
import { stepCurveOption } from '../../../src-renderer/charts/step-curve-option';

describe('the curve of a figure by step', () => {
  it('has a line a trial, and a legend only for several', () => {
    const words = { trial: (number: number) => `Trial ${number}`, value: String };
    const palette = chartPalette(false);
    const points = [
      { trial: 1, iteration: 1, value: 5 },
      { trial: 1, iteration: 2, value: 7 },
      { trial: 2, iteration: 1, value: 6 },
    ];
    const plain = (shown: typeof points): { series: object[]; legend: object } =>
      JSON.parse(JSON.stringify(stepCurveOption({ points: shown, palette, words })));
    expect(plain(points).series).toMatchObject([
      {
        name: 'Trial 1',
        data: [
          [1, 5],
          [2, 7],
        ],
      },
      { name: 'Trial 2', data: [[1, 6]] },
    ]);
    expect(plain(points).legend).toMatchObject({ show: true });
    expect(plain(points.slice(0, 2)).legend).toMatchObject({ show: false });
  });
});

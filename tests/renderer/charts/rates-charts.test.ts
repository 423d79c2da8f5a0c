import { describe, expect, it } from 'vitest';
import { calibrationOption } from '../../../src-renderer/charts/calibration-option';
import { chartPalette } from '../../../src-renderer/charts/chart-palette';
import { scoreHistogramOption } from '../../../src-renderer/charts/score-histogram-option';
import { shareCurveOption } from '../../../src-renderer/charts/share-curve-option';
import { calibration } from '../../../src-shared/evaluation/calibration';
import { scoreHistogram } from '../../../src-shared/evaluation/score-histogram';

const palette = chartPalette(false);

/** Series as plain JSON, so that tests can look into ECharts' wide types. */
function series(
  option: object,
): { name?: string; type: string; data: number[][]; step?: string }[] {
  return JSON.parse(JSON.stringify(Reflect.get(option, 'series')));
}

/** What makes the text of the tooltip. */
function tooltipOf(option: object): (hovered: unknown) => unknown {
  const tooltip: unknown = Reflect.get(option, 'tooltip');
  if (typeof tooltip !== 'object' || tooltip === null) throw new Error('There is no tooltip.');
  const formatter: unknown = Reflect.get(tooltip, 'formatter');
  if (typeof formatter !== 'function') throw new Error('The tooltip is not made by a function.');
  return (hovered) => formatter(hovered);
}

describe('the histogram of scores', () => {
  const option = scoreHistogramOption({
    bins: scoreHistogram([
      ...Array.from({ length: 9 }, () => ({ score: 0.001, defective: false })),
      { score: 0.999, defective: true },
    ]),
    palette,
    words: {
      ...{ good: 'Good', defective: 'Bad', score: 'score' },
      between: (from, to) => `${from} to ${to}`,
    },
  });

  it('has good images upwards and defective ones downwards, by the logarithm of their count', () => {
    const [, good, defective] = series(option);
    const found = (data: number[][] | undefined) => data?.filter(([, , height]) => height !== 0);
    // 0.001 lies at −2.9996: from −3 to −2.75; log10(1 + 9) = 1, log10(1 + 1) = 0.30103.
    expect(found(good?.data)).toEqual([[-3, -2.75, 1, 9]]);
    expect(found(defective?.data)).toEqual([[2.75, 3, -Math.log10(2), 1]]);
  });

  it('stands still around its plot, since handles lie over it', () => {
    expect(option).toMatchObject({ grid: { outerBoundsMode: 'none', left: 46 } });
  });

  it('says of a bar which scores and how many images it stands for', () => {
    const hovered = { seriesName: 'Good', value: [-2, 0, 1, 9] };
    // 1 / 101 and a half.
    expect(tooltipOf(option)(hovered)).toBe('0.0099 to 0.5\nGood: 9');
  });
});

describe('the curves of shares', () => {
  const lines = [
    {
      name: 'A',
      colour: '#111',
      strong: false,
      named: false,
      points: [[0, 0] as const, [1, 1] as const],
    },
    {
      name: 'B',
      colour: '#222',
      strong: true,
      named: true,
      points: [[0, 0.5] as const, [1, 1] as const],
    },
  ];
  const curves = { lines, free: 'left', palette, words: { x: 'x', y: 'y' } } as const;

  it('are a line a texture, with the diagonal where it means chance', () => {
    const drawn = series(shareCurveOption({ ...curves, stepped: false, diagonal: true }));
    expect(drawn.map(({ name, data }) => [name, data])).toEqual([
      [
        undefined,
        [
          [0, 0],
          [1, 1],
        ],
      ],
      [
        'A',
        [
          [0, 0],
          [1, 1],
        ],
      ],
      [
        'B',
        [
          [0, 0.5],
          [1, 1],
        ],
      ],
    ]);
  });

  it('go in steps where nothing lies between two points', () => {
    const [line] = series(shareCurveOption({ ...curves, stepped: true, diagonal: false }));
    expect(line?.step).toBe('start');
  });
});

describe('many curves of shares', () => {
  it('are named where they have a colour of their own, and else only drawn', () => {
    const point = [0.25, 0.75] as const;
    const line = { colour: '#111', strong: false, points: [point] };
    const option = shareCurveOption({
      lines: [
        { ...line, name: 'A', named: false },
        { ...line, name: 'All', named: true },
      ],
      ...{ stepped: false, diagonal: true, free: 'left', palette },
      words: { x: 'rejected', y: 'found' },
    });
    expect(option).toMatchObject({ legend: { show: false, data: ['All'] } });
    expect(series(option)).toHaveLength(3);
    const hovered = ['A', 'All', ''].map((seriesName) => ({ seriesName, value: [...point] }));
    expect(tooltipOf(option)(hovered)).toBe('All\nrejected 25.0 %, found 75.0 %');
  });
});

describe('the calibration', () => {
  it('marks each tenth at its mean score and share, with the interval of the share', () => {
    const found = calibration([
      { score: 0.25, defective: false },
      { score: 0.25, defective: true },
      { score: 0.95, defective: true },
    ]);
    if (found === null) throw new Error('Nothing was calibrated.');
    const drawn = series(
      calibrationOption({
        calibration: found,
        palette,
        words: { x: 'x', y: 'y', tenth: () => '' },
      }),
    );
    expect(drawn.find(({ type }) => type === 'scatter')?.data).toEqual([
      [0.25, 0.5],
      [0.95, 1],
    ]);
    const [first] = drawn.find(({ type }) => type === 'custom')?.data ?? [];
    // Clopper and Pearson of 1 of 2: 1 − √0.975 to √0.975.
    expect(first?.[1]).toBeCloseTo(1 - Math.sqrt(0.975), 9);
    expect(first?.[2]).toBeCloseTo(Math.sqrt(0.975), 9);
  });
});

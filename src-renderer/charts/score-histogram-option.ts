import {
  outermostPlace,
  placedScore,
  type HistogramBin,
} from '../../src-shared/evaluation/score-histogram';
import { scoreText } from '../../src-shared/format/parts-text';
import { axisLook, chartFrame } from './chart-frame';
import type { ChartOption } from './chart-option';
import type { ChartPalette } from './chart-palette';

export interface ScoreHistogramChart {
  readonly bins: readonly HistogramBin[];
  readonly palette: ChartPalette;
  readonly words: {
    readonly good: string;
    readonly defective: string;
    readonly score: string;
    /** Both ends of a bin, as scores. */
    between(from: string, to: string): string;
  };
}

/** Pixels around the plot. They are fixed, so that handles laid over the chart stand where its scores are. */
export const histogramInsets = { left: 46, right: 22, top: 26, bottom: 42 } as const;

/** What stretches of the axis are called stands above the highest bar. */
const headroom = 1.2;
const shownPlaces = [-6, -4, -2, 0, 2, 4, 6];
const shownCounts = [0, 1, 10, 100, 1000, 10_000, 100_000];

/**
 * Images by their defect scores: good ones up, defective ones down. Counts go by logarithm, since the few images of the
 * wrong side matter most and would not be seen beside the many of the right one.
 */
export function scoreHistogramOption({ bins, palette, words }: ScoreHistogramChart): ChartOption {
  const frame = chartFrame(palette);
  const look = axisLook(palette);
  const up = headroom * Math.max(1, ...bins.map(({ nonDefective }) => heightOf(nonDefective)));
  const down = headroom * Math.max(1, ...bins.map(({ defective }) => heightOf(defective)));
  const marks = shownCounts.map(heightOf);
  const yMarks = [
    ...marks.filter((mark) => mark <= up),
    ...marks.filter((mark) => mark > 0 && mark <= down).map((mark) => -mark),
  ];
  return {
    ...frame,
    grid: { ...histogramInsets, outerBoundsMode: 'none' },
    legend: { ...frame.legend, data: [words.good, words.defective] },
    tooltip: {
      ...frame.tooltip,
      trigger: 'item',
      formatter: (hovered) => tooltipText(words, hovered),
    },
    xAxis: {
      ...look,
      type: 'value',
      min: -outermostPlace,
      max: outermostPlace,
      name: words.score,
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { color: palette.faint, fontSize: 11 },
      axisLine: { ...look.axisLine, onZero: false },
      axisLabel: {
        ...look.axisLabel,
        customValues: shownPlaces,
        formatter: (place: number) => scoreText(placedScore(place)),
      },
      splitLine: { show: false },
    },
    yAxis: {
      ...look,
      type: 'value',
      min: -down,
      max: up,
      // Lines would run through the names of the stretches.
      splitLine: { show: false },
      axisLabel: {
        ...look.axisLabel,
        customValues: yMarks,
        formatter: (height: number) => String(Math.round(10 ** Math.abs(height) - 1)),
      },
    },
    series: [
      {
        type: 'line',
        silent: true,
        showSymbol: false,
        color: palette.faint,
        lineStyle: { width: 1 },
        tooltip: { show: false },
        z: 1,
        data: [
          [-outermostPlace, 0],
          [outermostPlace, 0],
        ],
      },
      bars(words.good, palette.ok, bins, ({ nonDefective }) => [
        heightOf(nonDefective),
        nonDefective,
      ]),
      bars(words.defective, palette.defective, bins, ({ defective }) => [
        -heightOf(defective),
        defective,
      ]),
    ],
  };
}

function heightOf(count: number): number {
  return Math.log10(1 + count);
}

type Series = Extract<NonNullable<ChartOption['series']>, readonly unknown[]>[number];

function bars(
  name: string,
  colour: string,
  bins: readonly HistogramBin[],
  heightAndCount: (bin: HistogramBin) => readonly [number, number],
): Series {
  return {
    type: 'custom',
    name,
    color: colour,
    encode: { x: [0, 1], y: 2 },
    data: bins.map((bin) => [bin.from, bin.to, ...heightAndCount(bin)]),
    renderItem: (_params, api) => {
      const [left = 0, base = 0] = api.coord([api.value(0), 0]);
      const [right = 0, end = 0] = api.coord([api.value(1), api.value(2)]);
      return {
        type: 'rect',
        shape: {
          x: left + 0.5,
          y: Math.min(base, end),
          width: Math.max(1, right - left - 1),
          height: Math.abs(end - base),
        },
        style: { fill: colour },
      };
    },
  };
}

function tooltipText(words: ScoreHistogramChart['words'], hovered: unknown): string {
  if (typeof hovered !== 'object' || hovered === null) return '';
  const value: unknown = Reflect.get(hovered, 'value');
  if (!Array.isArray(value)) return '';
  const [from, to, , count] = value.map(Number);
  const ends = [from ?? 0, to ?? 0].map((place) => scoreText(placedScore(place)));
  return `${words.between(ends[0] ?? '', ends[1] ?? '')}\n${String(Reflect.get(hovered, 'seriesName'))}: ${count ?? 0}`;
}

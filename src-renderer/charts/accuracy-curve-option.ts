import { percentText } from '../format/percent-text';
import { chartFrame, iterationAxis, iterationPlace, rateAxis, trialsOf } from './chart-frame';
import type { ChartOption } from './chart-option';
import { seriesColour, type ChartPalette } from './chart-palette';
import { curveBuckets, thinCurve } from './thin-curve';

/** One evaluation of a run. */
export interface AccuracyPoint {
  readonly trial: number;
  readonly iteration: number;
  readonly side: 'validation' | 'test';
  /** 0–1; null without images. */
  readonly accuracy: number | null;
}

export interface AccuracyCurve {
  readonly evaluations: readonly AccuracyPoint[];
  /** Of the iterations. */
  readonly logarithmic: boolean;
  readonly palette: ChartPalette;
  readonly words: {
    trial(trial: number): string;
    side(side: 'validation' | 'test'): string;
  };
}

/** Points of a line that are marked one by one. */
const markedPoints = 40;

const sides = ['validation', 'test'] as const;

/** Image accuracy against SGD iterations: a line a trial and side, the test side dashed. */
export function accuracyCurveOption({
  evaluations,
  logarithmic,
  palette,
  words,
}: AccuracyCurve): ChartOption {
  const known = evaluations.filter((point) => point.accuracy !== null);
  const lines = trialsOf(known).flatMap((trial, index) =>
    sides
      .map((side) => ({
        trial,
        side,
        index,
        points: thinCurve(
          known.filter((point) => point.trial === trial && point.side === side),
          curveBuckets,
          iterationPlace(logarithmic),
          (point) => point.accuracy ?? 0,
        ),
      }))
      .filter((line) => line.points.length > 0),
  );
  const frame = chartFrame(palette);
  return {
    ...frame,
    tooltip: { ...frame.tooltip, valueFormatter: (value) => percentText(Number(value)) },
    xAxis: iterationAxis(palette, logarithmic),
    yAxis: rateAxis(
      palette,
      known.reduce((lowest, point) => Math.min(lowest, point.accuracy ?? 1), 1),
    ),
    series: lines.map(({ trial, side, index, points }) => ({
      type: 'line' as const,
      name: `${words.trial(trial)} · ${words.side(side)}`,
      color: seriesColour(palette, index),
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: points.length <= markedPoints,
      lineStyle: { width: 1.6, type: side === 'test' ? ('dashed' as const) : ('solid' as const) },
      data: points.map((point) => [point.iteration, point.accuracy]),
    })),
  };
}

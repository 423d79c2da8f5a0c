import { axisLook, chartFrame } from './chart-frame';
import type { ChartOption } from './chart-option';
import { seriesColour, type ChartPalette } from './chart-palette';
import { curveBuckets, thinCurve } from './thin-curve';

/** A figure at an iteration of a trial. */
export interface StepFigure {
  readonly trial: number;
  readonly iteration: number;
  readonly value: number;
}

export interface StepCurve {
  /** In the order of each trial's iterations. */
  readonly points: readonly StepFigure[];
  readonly palette: ChartPalette;
  readonly words: {
    trial(trial: number): string;
    /** A value on the axis and in the tooltip. */
    value(value: number): string;
  };
}

/** Any figure that a run has at its steps, e.g. its learning rate, against SGD iterations: a line a trial. */
export function stepCurveOption({ points, palette, words }: StepCurve): ChartOption {
  const trials = [...new Set(points.map((point) => point.trial))].sort((one, other) => one - other);
  const look = axisLook(palette);
  const frame = chartFrame(palette);
  return {
    ...frame,
    legend: { ...frame.legend, show: trials.length > 1 },
    tooltip: { ...frame.tooltip, valueFormatter: (value) => words.value(Number(value)) },
    xAxis: { ...look, type: 'value', min: 0, splitLine: { show: false } },
    yAxis: {
      ...look,
      type: 'value',
      min: 0,
      axisLabel: { ...look.axisLabel, formatter: (value: number) => words.value(value) },
    },
    series: trials.map((trial, index) => ({
      type: 'line' as const,
      name: words.trial(trial),
      showSymbol: false,
      lineStyle: { width: 1.4 },
      color: seriesColour(palette, index),
      data: thinCurve(
        points.filter((point) => point.trial === trial),
        curveBuckets,
        (point) => point.iteration,
        (point) => point.value,
      ).map((point) => [point.iteration, point.value]),
    })),
  };
}

import { axisLook, chartFrame, iterationAxis, trialLines } from './chart-frame';
import type { ChartOption } from './chart-option';
import type { ChartPalette } from './chart-palette';

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
  const series = trialLines(points, ({ value }) => value, words.trial, palette);
  const look = axisLook(palette);
  const frame = chartFrame(palette);
  return {
    ...frame,
    legend: { ...frame.legend, show: series.length > 1 },
    tooltip: { ...frame.tooltip, valueFormatter: (value) => words.value(Number(value)) },
    xAxis: iterationAxis(palette, false),
    yAxis: {
      ...look,
      type: 'value',
      min: 0,
      axisLabel: { ...look.axisLabel, formatter: (value: number) => words.value(value) },
    },
    series,
  };
}

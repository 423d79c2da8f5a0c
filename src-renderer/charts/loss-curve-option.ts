import type { StepPoint } from '../../src-shared/ipc/run-views';
import { axisLook, chartFrame } from './chart-frame';
import type { ChartOption } from './chart-option';
import { seriesColour, type ChartPalette } from './chart-palette';
import { curveBuckets, thinCurve } from './thin-curve';

export interface LossCurve {
  /** In the order the steps came. */
  readonly steps: readonly StepPoint[];
  /** A logarithmic loss axis leaves out points at or below 0. */
  readonly logarithmic: boolean;
  readonly palette: ChartPalette;
  readonly words: {
    trial(trial: number): string;
  };
}

/** Training loss against SGD iterations, a line a trial. */
export function lossCurveOption({ steps, logarithmic, palette, words }: LossCurve): ChartOption {
  const trials = [...new Set(steps.map((step) => step.trial))].sort((one, other) => one - other);
  const look = axisLook(palette);
  const frame = chartFrame(palette);
  return {
    ...frame,
    legend: { ...frame.legend, show: trials.length > 1 },
    tooltip: { ...frame.tooltip, valueFormatter: (loss) => Number(loss).toPrecision(4) },
    xAxis: { ...look, type: 'value', min: 0, splitLine: { show: false } },
    yAxis: {
      ...look,
      type: logarithmic ? 'log' : 'value',
      axisLabel: { ...look.axisLabel, formatter: lossText },
      ...(logarithmic ? {} : { min: 0 }),
    },
    series: trials.map((trial, index) => ({
      type: 'line' as const,
      name: words.trial(trial),
      showSymbol: false,
      lineStyle: { width: 1.4 },
      color: seriesColour(palette, index),
      // What the eye can see of ten thousand points, peaks kept: ECharts' own sampling reads all of them at each redrawing.
      data: thinCurve(
        steps.filter((step) => step.trial === trial && (!logarithmic || step.loss > 0)),
        curveBuckets,
        (step) => step.iteration,
        (step) => step.loss,
      ).map((step) => [step.iteration, step.loss]),
    })),
  };
}

/** A loss on the axis: short, whatever its size. */
function lossText(loss: number): string {
  const plain = loss === 0 || (loss >= 1e-3 && loss < 1e5);
  return plain ? String(loss) : loss.toExponential().replace('e+', 'e');
}

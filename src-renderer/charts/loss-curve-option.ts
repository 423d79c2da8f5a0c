import type { StepPoint } from '../../src-shared/ipc/run-views';
import { axisLook, chartFrame, iterationAxis, trialLines } from './chart-frame';
import type { ChartOption } from './chart-option';
import type { ChartPalette } from './chart-palette';

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
  const shown = logarithmic ? steps.filter(({ loss }) => loss > 0) : steps;
  const series = trialLines(shown, ({ loss }) => loss, words.trial, palette);
  const look = axisLook(palette);
  const frame = chartFrame(palette);
  return {
    ...frame,
    legend: { ...frame.legend, show: series.length > 1 },
    tooltip: { ...frame.tooltip, valueFormatter: (loss) => Number(loss).toPrecision(4) },
    xAxis: iterationAxis(palette, false),
    yAxis: {
      ...look,
      type: logarithmic ? 'log' : 'value',
      axisLabel: { ...look.axisLabel, formatter: lossText },
      ...(logarithmic ? {} : { min: 0 }),
    },
    series,
  };
}

/** A loss on the axis: short, whatever its size. */
function lossText(loss: number): string {
  const plain = loss === 0 || (loss >= 1e-3 && loss < 1e5);
  return plain ? String(loss) : loss.toExponential().replace('e+', 'e');
}

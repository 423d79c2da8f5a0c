import { BarChart, CustomChart, LineChart, type LineSeriesOption } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { CustomSeriesOption } from 'echarts';
import type { TextureRow } from '../../src-shared/evaluation/texture-rows';
import type { CurvePoint } from '../../src-shared/evaluation/evaluation-curves';
import type { StoredStep } from '../database/run-result-queries';
import type { ReportWords } from '../../src-shared/language/english-report';
import { Html } from './html';

use([BarChart, CustomChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/** Readable on white and on dark ground, and apart in gray. */
const colours = {
  tpr: '#2f6fb3',
  tnr: '#8bb7e0',
  loss: '#c2570c',
  test: '#2f6fb3',
  validation: '#3b8f63',
};
/** Takes the page's own text colour, light or dark. */
const ink = 'currentColor';
const faint = 'rgba(128, 128, 128, 0.35)';
const width = 720;

/** Draws without a page: the chart as SVG text, its texts in the page's fonts and colour. */
function draw(option: EChartsCoreOption, height: number): Html {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'inherit', color: ink },
      ...option,
    });
    return Html.trusted(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

const axisStyle = {
  axisLabel: { color: ink },
  nameTextStyle: { color: ink },
  axisLine: { lineStyle: { color: faint } },
  axisTick: { lineStyle: { color: faint } },
  splitLine: { lineStyle: { color: faint } },
};
const legend = { top: 0, textStyle: { color: ink } };

/** Bars of TPR and TNR a texture, with their standard errors where there are several trials. */
export function ratesChart(rows: readonly TextureRow[]): Html {
  const kinds = [
    { name: 'TPR', colour: colours.tpr, of: (row: TextureRow) => row.tpr, offset: -1 },
    { name: 'TNR', colour: colours.tnr, of: (row: TextureRow) => row.tnr, offset: 1 },
  ];
  const bars = kinds.map(({ name, colour, of }) => ({
    type: 'bar' as const,
    name,
    color: colour,
    barMaxWidth: 36,
    emphasis: { disabled: true },
    data: rows.map((row) => percent(of(row).mean)),
  }));
  const errors = kinds.map(({ of, offset }): CustomSeriesOption => ({
    type: 'custom',
    silent: true,
    z: 10,
    data: rows.flatMap((row, index) => {
      const { mean, standardError } = of(row);
      if (mean === null || standardError === null || standardError === 0) return [];
      return [[index, (mean - standardError) * 100, Math.min(mean + standardError, 1) * 100]];
    }),
    renderItem: (_params, api) => {
      const half = Math.min((api.size?.([1, 0]) as number[])[0] ?? 0, 100) * 0.2;
      const index = api.value(0);
      const low = api.coord([index, api.value(1)]);
      const high = api.coord([index, api.value(2)]);
      const x = (low[0] ?? 0) + offset * half;
      return {
        type: 'line',
        shape: { x1: x, y1: low[1] ?? 0, x2: x, y2: high[1] ?? 0 },
        style: { stroke: ink, lineWidth: 1.5 },
      };
    },
  }));
  return draw(
    {
      grid: { left: 48, right: 16, top: 36, bottom: 32 },
      legend: { ...legend, data: kinds.map(({ name }) => name) },
      xAxis: { type: 'category', data: rows.map((row) => row.texture), ...axisStyle },
      yAxis: { type: 'value', min: 0, max: 100, name: '%', ...axisStyle },
      series: [...bars, ...errors],
    },
    280,
  );
}

type TrainingWords = ReportWords['training'];

function iterationAxis(type: 'value' | 'log', { iterations }: TrainingWords): object {
  return { type, name: iterations, nameLocation: 'middle', nameGap: 26, ...axisStyle };
}

const line = { type: 'line' as const, showSymbol: false, emphasis: { disabled: true } };

/** Loss (log axis) against iterations, one line a trial. */
export function lossChart(steps: readonly StoredStep[], words: TrainingWords): Html {
  const trials = [...new Set(steps.map(({ trial }) => trial))].sort((one, other) => one - other);
  const series = trials.map((trial): LineSeriesOption => ({
    ...line,
    color: colours.loss,
    lineStyle: { width: 1, opacity: 0.8 },
    data: steps
      .filter((step) => step.trial === trial && step.loss > 0)
      .map(({ iteration, loss }) => [iteration, loss]),
  }));
  return draw(
    {
      grid: { left: 56, right: 20, top: 28, bottom: 40 },
      xAxis: iterationAxis('value', words),
      yAxis: { type: 'log', name: words.loss, ...axisStyle },
      series,
    },
    220,
  );
}

/**
 * Figure 4: accuracy against SGD iterations (log axis), the mean over the trials with a band of its standard error.
 *
 * @param points of one side, ascending iterations
 */
export function accuracyChart(
  points: readonly CurvePoint[],
  side: 'validation' | 'test',
  words: TrainingWords,
): Html {
  const band = points.flatMap(({ iteration, mean, standardError }) =>
    standardError === null
      ? []
      : [
          [
            iteration,
            100 * Math.max(mean - standardError, 0),
            100 * Math.min(mean + standardError, 1),
          ],
        ],
  );
  const lowest = Math.min(
    100,
    ...points.map(({ mean }) => 100 * mean),
    ...band.map(([, low = 100]) => low),
  );
  const bandSeries: CustomSeriesOption = {
    type: 'custom',
    silent: true,
    data: band,
    encode: { x: 0, y: [1, 2] },
    renderItem: (params, api) => {
      // One shape for the whole band: a shape a point would show its seams.
      if (params.dataIndexInside > 0) return null;
      const upper = band.map(([iteration = 1, , high = 0]) => api.coord([iteration, high]));
      const lower = band.map(([iteration = 1, low = 0]) => api.coord([iteration, low]));
      return {
        type: 'polygon',
        shape: { points: [...upper, ...lower.reverse()] },
        style: { fill: colours[side], opacity: 0.2 },
      };
    },
  };
  const mean: LineSeriesOption = {
    ...line,
    color: colours[side],
    showSymbol: points.length < 40,
    data: points.map(({ iteration, mean: share }) => [iteration, 100 * share]),
  };
  return draw(
    {
      grid: { left: 56, right: 20, top: 28, bottom: 40 },
      xAxis: iterationAxis('log', words),
      yAxis: {
        type: 'value',
        min: Math.max(0, 10 * Math.floor(lowest / 10 - 1e-9)),
        max: 100,
        name: words.accuracy(words.sides[side]),
        nameTextStyle: { ...axisStyle.nameTextStyle, align: 'left' },
        ...{ axisLabel: axisStyle.axisLabel, axisLine: axisStyle.axisLine },
        ...{ axisTick: axisStyle.axisTick, splitLine: axisStyle.splitLine },
      },
      series: band.length < 2 ? [mean] : [bandSeries, mean],
    },
    260,
  );
}

function percent(share: number | null): number | null {
  return share === null ? null : share * 100;
}

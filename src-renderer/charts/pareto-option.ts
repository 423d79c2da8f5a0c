import { paretoFront } from '../../src-shared/evaluation/pareto-front';
import { percentText } from '../format/percent-text';
import { axisLook, chartFrame, rateAxis } from './chart-frame';
import type { ChartOption } from './chart-option';
import { seriesColour, type ChartPalette } from './chart-palette';

/** A network as a point: what it costs and what it is worth. */
export interface NetworkPoint {
  readonly run: string;
  readonly name: string;
  /** Milliseconds, bytes or parameters; above 0. */
  readonly cost: number;
  /** A rate, 0–1. */
  readonly worth: number;
  readonly teacher: boolean;
  /** Whether it holds every floor; null where that is not known. */
  readonly holds: boolean | null;
  readonly selected: boolean;
}

export interface ParetoChart {
  readonly points: readonly NetworkPoint[];
  readonly palette: ChartPalette;
  readonly words: {
    /** Name of the horizontal axis, with its unit. */
    readonly cost: string;
    /** Name of the vertical axis. */
    readonly worth: string;
    readonly front: string;
    /** A cost as it is read. */
    costText(cost: number): string;
  };
}

/**
 * Worth against cost (logarithmic: sizes differ by powers of ten), as in Figure 10, with the line that joins what no
 * cheaper or better network beats. Discs hold every floor, diamonds do not; a ring is where nobody can say, a square the
 * teacher.
 */
export function paretoOption({ points, palette, words }: ParetoChart): ChartOption {
  const frame = chartFrame(palette);
  const front = paretoFront(points).flatMap((index) => points[index] ?? []);
  const lowest = Math.min(1, ...points.map(({ worth }) => worth));
  const look = axisLook(palette);
  return {
    ...frame,
    grid: { left: 14, right: 22, top: 30, bottom: 26, containLabel: true },
    legend: { ...frame.legend, show: false },
    tooltip: {
      ...frame.tooltip,
      trigger: 'item',
      formatter: (hovered) => tooltipText(points, words, hovered),
    },
    xAxis: {
      ...look,
      type: 'log',
      name: words.cost,
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { color: palette.text },
      splitLine: { show: false },
      axisLabel: { ...look.axisLabel, formatter: (value: number) => words.costText(value) },
    },
    yAxis: rateAxis(palette, lowest),
    series: [
      {
        type: 'line',
        id: 'front',
        name: words.front,
        color: palette.faint,
        symbol: 'none',
        step: 'end',
        silent: true,
        lineStyle: { width: 1.4, type: 'dashed' },
        data: front.map(({ cost, worth }) => [cost, worth]),
      },
      {
        type: 'scatter',
        id: 'networks',
        name: words.worth,
        z: 3,
        data: points.map((point) => ({
          value: [point.cost, point.worth],
          symbol: symbolOf(point),
          symbolSize: point.selected ? 17 : 11,
          itemStyle: {
            color: point.holds === null ? palette.surface : colourOf(point, palette),
            borderColor: point.selected ? palette.text : colourOf(point, palette),
            borderWidth: point.selected ? 2.5 : 1.5,
          },
          label: {
            show: point.selected || points.length <= 6,
            position: 'bottom',
            formatter: point.name,
            color: palette.text,
            fontSize: 11,
            fontWeight: point.selected ? 'bold' : 'normal',
          },
        })),
      },
    ],
  };
}

function symbolOf({ teacher, holds }: NetworkPoint): string {
  if (teacher) return 'rect';
  return holds === false ? 'diamond' : 'circle';
}

function colourOf({ holds }: NetworkPoint, palette: ChartPalette): string {
  if (holds === null) return seriesColour(palette, 0);
  return holds ? palette.ok : palette.defective;
}

function tooltipText(
  points: readonly NetworkPoint[],
  words: ParetoChart['words'],
  hovered: unknown,
): string {
  if (typeof hovered !== 'object' || hovered === null) return '';
  const point = points[Number(Reflect.get(hovered, 'dataIndex'))];
  if (point === undefined) return '';
  return `${point.name}\n${words.worth} ${percentText(point.worth)}\n${words.costText(point.cost)}`;
}

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
    /** What the kinds of points are called in the legend. */
    readonly teacher: string;
    readonly holds: string;
    readonly misses: string;
    readonly unknown: string;
    /** A cost as it is read. */
    costText(cost: number): string;
  };
}

/** Networks that are named in the picture at most, beside the selected one. */
const namedPoints = 5;

/**
 * Worth against cost (logarithmic: sizes differ by powers of ten), as in Figure 10, with the line that joins what no
 * cheaper or better network beats.
 */
export function paretoOption({ points, palette, words }: ParetoChart): ChartOption {
  const frame = chartFrame(palette);
  const groups = pointGroups(points, palette, words);
  const front = paretoFront(points).flatMap((index) => points[index] ?? []);
  const lowest = Math.min(1, ...points.map(({ worth }) => worth));
  const look = axisLook(palette);
  return {
    ...frame,
    grid: { left: 14, right: 22, top: 46, bottom: 26, containLabel: true },
    legend: { ...frame.legend, icon: '', itemHeight: 9, data: groups.map(({ name }) => name) },
    tooltip: {
      ...frame.tooltip,
      trigger: 'item',
      formatter: (hovered) => tooltipText(groups, words, hovered),
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
      ...groups.map(({ name, symbol, colour, hollow, points: own }) => ({
        type: 'scatter' as const,
        id: name,
        name,
        symbol,
        color: colour,
        z: 3,
        data: own.map((point) => ({
          value: [point.cost, point.worth],
          symbolSize: point.selected ? 17 : 11,
          itemStyle: {
            color: hollow ? palette.surface : colour,
            borderColor: point.selected ? palette.text : colour,
            borderWidth: point.selected ? 2.5 : 1.5,
          },
          label: {
            show: point.selected || (!point.teacher && points.length <= namedPoints),
            position: point.selected ? ('top' as const) : ('bottom' as const),
            formatter: point.name,
            color: palette.text,
            fontSize: 11,
            fontWeight: point.selected ? ('bold' as const) : ('normal' as const),
          },
        })),
      })),
    ],
  };
}

/** Networks of one kind: a symbol and a line of the legend. */
interface PointGroup {
  readonly name: string;
  readonly symbol: 'rect' | 'circle' | 'diamond';
  readonly colour: string;
  readonly hollow: boolean;
  readonly points: readonly NetworkPoint[];
}

/** Shape tells as much as colour; kinds without networks are left out. */
function pointGroups(
  points: readonly NetworkPoint[],
  palette: ChartPalette,
  { teacher, holds, misses, unknown }: ParetoChart['words'],
): readonly PointGroup[] {
  const students = points.filter((point) => !point.teacher);
  const of = (held: boolean | null): readonly NetworkPoint[] =>
    students.filter((point) => point.holds === held);
  const neutral = seriesColour(palette, 0);
  const groups: readonly PointGroup[] = [
    {
      ...{ name: teacher, symbol: 'rect', colour: neutral, hollow: false },
      points: points.filter((point) => point.teacher),
    },
    { name: holds, symbol: 'circle', colour: palette.ok, hollow: false, points: of(true) },
    {
      name: misses,
      symbol: 'diamond',
      colour: palette.defective,
      hollow: false,
      points: of(false),
    },
    { name: unknown, symbol: 'circle', colour: neutral, hollow: true, points: of(null) },
  ];
  return groups.filter((group) => group.points.length > 0);
}

function tooltipText(
  groups: readonly PointGroup[],
  words: ParetoChart['words'],
  hovered: unknown,
): string {
  if (typeof hovered !== 'object' || hovered === null) return '';
  const group = groups.find(({ name }) => name === Reflect.get(hovered, 'seriesName'));
  const point = group?.points[Number(Reflect.get(hovered, 'dataIndex'))];
  if (group === undefined || point === undefined) return '';
  return `${point.name}\n${words.worth} ${percentText(point.worth)}\n${words.costText(point.cost)}\n${group.name}`;
}

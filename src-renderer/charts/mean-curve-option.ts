import type { CurvePoint } from '../../src-shared/evaluation/evaluation-curves';
import { percentWithError } from '../format/percent-text';
import { chartFrame, iterationAxis, iterationPlace, rateAxis } from './chart-frame';
import type { ChartOption } from './chart-option';
import type { ChartPalette } from './chart-palette';
import { curveBuckets, thinCurve } from './thin-curve';

/** A mean over trials against iterations. */
export interface MeanLine {
  readonly name: string;
  readonly colour: string;
  /** Ascending iterations, from 1. */
  readonly points: readonly CurvePoint[];
}

export interface MeanCurves {
  readonly lines: readonly MeanLine[];
  /** Of the iterations, as in Figure 4. */
  readonly logarithmic: boolean;
  readonly palette: ChartPalette;
  readonly legend: boolean;
  readonly words: {
    /** How many trials a mean is over. */
    trials(count: number): string;
  };
}

/** Points of a line that are marked one by one. */
const markedPoints = 40;

/** Rates 0–1 against SGD iterations, mean and a band of its standard error over the trials (Figure 4). */
export function meanCurveOption({
  lines,
  logarithmic,
  palette,
  legend,
  words,
}: MeanCurves): ChartOption {
  const thinned = lines.map((line) => ({
    ...line,
    points: thinCurve(line.points, curveBuckets, iterationPlace(logarithmic), ({ mean }) => mean),
  }));
  const frame = chartFrame(palette);
  return {
    ...frame,
    legend: { ...frame.legend, show: legend, data: lines.map(({ name }) => name) },
    tooltip: {
      ...frame.tooltip,
      formatter: (hovered) => tooltipText(thinned, words, hovered),
    },
    xAxis: iterationAxis(palette, logarithmic),
    yAxis: rateAxis(palette, lowestOf(thinned)),
    series: [
      ...thinned.flatMap((line) => {
        const band = bandOf(line.points);
        return band.length < 2 ? [] : [bandSeries(line, band)];
      }),
      ...thinned.map(({ name, colour, points }) => ({
        type: 'line' as const,
        id: `mean ${name}`,
        name,
        color: colour,
        symbol: 'circle',
        symbolSize: 5,
        showSymbol: points.length <= markedPoints,
        lineStyle: { width: 1.8 },
        z: 3,
        data: points.map(({ iteration, mean }) => [iteration, mean]),
      })),
    ],
  };
}

/** Iteration, lower and upper end of the error, cut off at 0 and 1. */
type BandPoint = readonly [number, number, number];

function bandOf(points: readonly CurvePoint[]): readonly BandPoint[] {
  return points.flatMap(({ iteration, mean, standardError }): BandPoint[] =>
    standardError === null
      ? []
      : [[iteration, Math.max(0, mean - standardError), Math.min(1, mean + standardError)]],
  );
}

type Series = Extract<NonNullable<ChartOption['series']>, readonly unknown[]>[number];

function bandSeries({ name, colour }: MeanLine, band: readonly BandPoint[]): Series {
  return {
    type: 'custom',
    id: `error ${name}`,
    name,
    color: colour,
    silent: true,
    clip: true,
    z: 2,
    data: band.map((point) => [...point]),
    encode: { x: 0, y: [1, 2] },
    renderItem: (params, api) => {
      // One shape for the whole band: a shape a point would show its seams.
      if (params.dataIndexInside > 0) return null;
      const upper = band.map(([iteration, , high]) => api.coord([iteration, high]));
      const lower = band.map(([iteration, low]) => api.coord([iteration, low]));
      return {
        type: 'polygon',
        shape: { points: [...upper, ...lower.reverse()] },
        style: { fill: colour, opacity: 0.16 },
      };
    },
  };
}

/** The lowest end of an error. */
function lowestOf(lines: readonly MeanLine[]): number {
  let lowest = 1;
  for (const { points } of lines) {
    for (const { mean, standardError } of points) {
      lowest = Math.min(lowest, mean - (standardError ?? 0));
    }
  }
  return lowest;
}

/** A line a curve at the iteration that is hovered; the bands are named by their curves alone. */
function tooltipText(
  lines: readonly MeanLine[],
  words: MeanCurves['words'],
  hovered: unknown,
): string {
  const items: readonly unknown[] = Array.isArray(hovered) ? hovered : [];
  let iteration: number | null = null;
  const texts = items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    if (Reflect.get(item, 'seriesType') !== 'line') return [];
    const line = lines.find(({ name }) => name === Reflect.get(item, 'seriesName'));
    const point = line?.points[Number(Reflect.get(item, 'dataIndex'))];
    if (line === undefined || point === undefined) return [];
    iteration ??= point.iteration;
    return [`${line.name}  ${percentWithError(point)}  (${words.trials(point.trials)})`];
  });
  return iteration === null ? '' : [String(iteration), ...texts].join('\n');
}

import { percentText } from '../format/percent-text';
import { chartFrame, shareAxis, shareGrid } from './chart-frame';
import type { ChartOption } from './chart-option';
import type { ChartPalette } from './chart-palette';
import { curveBuckets, thinCurve } from './thin-curve';

/** A share against another, both 0–1. */
export interface ShareLine {
  readonly name: string;
  readonly colour: string;
  /** Ascending x. */
  readonly points: readonly (readonly [number, number])[];
  readonly strong: boolean;
  /** Whether legend and tooltip name it. */
  readonly named: boolean;
}

export interface ShareCurves {
  readonly lines: readonly ShareLine[];
  /** Between two points the later one's value holds. */
  readonly stepped: boolean;
  /** Draws the line on which x and y are equal. */
  readonly diagonal: boolean;
  /** The lower corner that the curves leave free, for the legend. */
  readonly free: 'left' | 'right';
  readonly palette: ChartPalette;
  readonly words: { readonly x: string; readonly y: string };
}

/** Curves of two shares, e.g. the receiver operating characteristic, or precision against recall. */
export function shareCurveOption({
  lines,
  stepped,
  diagonal,
  free,
  palette,
  words,
}: ShareCurves): ChartOption {
  const frame = chartFrame(palette);
  const named = lines.filter((line) => line.named);
  return {
    ...frame,
    grid: shareGrid,
    legend: {
      ...frame.legend,
      show: named.length > 1,
      type: 'scroll',
      orient: 'vertical',
      top: 'auto',
      bottom: 56,
      height: 120,
      ...(free === 'right' ? { right: 26 } : { left: 76, right: 'auto' }),
      data: named.map(({ name }) => name),
    },
    tooltip: {
      ...frame.tooltip,
      formatter: (hovered) => tooltipText(named, words, hovered),
    },
    xAxis: { ...shareAxis(palette, words.x, 26), splitLine: { show: false } },
    yAxis: shareAxis(palette, words.y, 40),
    series: [
      ...(diagonal ? [equalShares(palette)] : []),
      ...lines.map(({ name, colour, points, strong, named: isNamed }) => ({
        type: 'line' as const,
        name,
        color: colour,
        showSymbol: false,
        lineStyle: { width: strong ? 2.2 : 1.4, opacity: isNamed ? 1 : 0.5 },
        z: strong ? 4 : 3,
        ...(stepped ? { step: 'start' as const } : {}),
        data: thinCurve(
          points,
          curveBuckets,
          ([x]) => x,
          ([, y]) => y,
        ).map(([x, y]) => [x, y]),
      })),
    ],
  };
}

/** A line a curve that has a name, at the places nearest to the pointer. */
function tooltipText(
  named: readonly ShareLine[],
  words: ShareCurves['words'],
  hovered: unknown,
): string {
  const items: readonly unknown[] = Array.isArray(hovered) ? hovered : [];
  const texts = items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    const line = named.find(({ name }) => name === Reflect.get(item, 'seriesName'));
    const value: unknown = Reflect.get(item, 'value');
    if (line === undefined || !Array.isArray(value)) return [];
    const [x, y] = value.map((share) => percentText(Number(share)));
    return [`${line.name}\n${words.x} ${x}, ${words.y} ${y}`];
  });
  return [...new Set(texts)].join('\n');
}

/** The dashed line on which x and y are equal. */
export function equalShares(palette: ChartPalette) {
  return {
    type: 'line' as const,
    silent: true,
    showSymbol: false,
    color: palette.faint,
    lineStyle: { width: 1, type: 'dashed' as const },
    tooltip: { show: false },
    z: 1,
    data: [
      [0, 0],
      [1, 1],
    ],
  };
}

import type { Evaluation } from '../../src-shared/ipc/run-views';
import { percentWithError } from '../format/percent-text';
import { axisLook, chartFrame } from './chart-frame';
import type { ChartOption } from './chart-option';
import type { ChartPalette } from './chart-palette';

export interface TextureRatesChart {
  readonly summary: Pick<Evaluation['summary'], 'textures'>;
  readonly palette: ChartPalette;
  readonly words: { readonly tpr: string; readonly tnr: string };
}

type Rate = 'tpr' | 'tnr';

/** One bar of an error: rate 0–1 from lower to upper end, at a texture's row. */
interface ErrorBar {
  readonly row: number;
  readonly rate: Rate;
  readonly from: number;
  readonly to: number;
}

/** Pixels between the two marks of one texture. */
const apart = 7;

/** TPR and TNR of each texture as marks with their standard error, first texture on top; the axis starts near the lowest. */
export function textureRatesOption({ summary, palette, words }: TextureRatesChart): ChartOption {
  const { textures } = summary;
  const bars = errorBars(summary);
  const lowest = Math.min(
    1,
    ...bars.map((bar) => bar.from),
    ...textures.flatMap(({ tpr, tnr }) => [tpr.mean ?? 1, tnr.mean ?? 1]),
  );
  const look = axisLook(palette);
  const colours: Readonly<Record<Rate, string>> = { tpr: palette.defective, tnr: palette.ok };
  const frame = chartFrame(palette);
  return {
    ...frame,
    legend: {
      ...frame.legend,
      itemHeight: 9,
      itemWidth: 9,
      data: [
        { name: words.tpr, icon: 'diamond' },
        { name: words.tnr, icon: 'circle' },
      ],
    },
    tooltip: {
      ...frame.tooltip,
      trigger: 'item',
      formatter: (hovered) => tooltipText(summary, words, hovered),
    },
    xAxis: {
      ...look,
      type: 'value',
      min: Math.max(0, Math.floor(10 * lowest - 1e-9) / 10),
      max: 1,
      axisLabel: {
        ...look.axisLabel,
        formatter: (value: number) => `${Math.round(100 * value)} %`,
      },
    },
    yAxis: {
      ...look,
      type: 'category',
      inverse: true,
      data: textures.map((row) => row.texture),
      axisLabel: { ...look.axisLabel, color: palette.text, width: 130, overflow: 'truncate' },
    },
    series: [
      ...(['tpr', 'tnr'] as const).map((rate) => ({
        type: 'scatter' as const,
        name: words[rate],
        symbol: rate === 'tpr' ? 'diamond' : 'circle',
        symbolSize: rate === 'tpr' ? 12 : 9,
        symbolOffset: [0, rate === 'tpr' ? -apart : apart] as [number, number],
        color: colours[rate],
        z: 3,
        data: textures.flatMap((row, index) => {
          const { mean } = row[rate];
          return mean === null ? [] : [[mean, index]];
        }),
      })),
      ...(['tpr', 'tnr'] as const).map((rate) => {
        const mine = bars.filter((bar) => bar.rate === rate);
        return {
          type: 'custom' as const,
          name: words[rate],
          color: colours[rate],
          silent: true,
          tooltip: { show: false },
          data: mine.map((bar) => [bar.from, bar.to, bar.row]),
          encode: { x: [0, 1], y: 2 },
          renderItem: errorLine(rate === 'tpr' ? -apart : apart, colours[rate]),
        };
      }),
    ],
  };
}

function errorBars({ textures }: TextureRatesChart['summary']): readonly ErrorBar[] {
  return textures.flatMap((texture, row) =>
    (['tpr', 'tnr'] as const).flatMap((rate) => {
      const { mean, standardError } = texture[rate];
      if (mean === null || standardError === null || standardError === 0) return [];
      const from = Math.max(0, mean - standardError);
      return [{ row, rate, from, to: Math.min(1, mean + standardError) }];
    }),
  );
}

type RenderItem = NonNullable<
  Extract<NonNullable<ChartOption['series']>, { type?: 'custom' }>['renderItem']
>;

function errorLine(offset: number, stroke: string): RenderItem {
  return (_params, api) => {
    const [x1 = 0, y = 0] = api.coord([api.value(0), api.value(2)]);
    const [x2 = 0] = api.coord([api.value(1), api.value(2)]);
    return {
      type: 'line',
      shape: { x1, x2, y1: y + offset, y2: y + offset },
      style: { stroke, lineWidth: 2, opacity: 0.55 },
    };
  };
}

function tooltipText(
  { textures }: TextureRatesChart['summary'],
  words: TextureRatesChart['words'],
  hovered: unknown,
): string {
  const row = textures[hoveredRow(hovered)];
  if (row === undefined) return '';
  return `${row.texture}\n${words.tpr} ${percentWithError(row.tpr)}\n${words.tnr} ${percentWithError(row.tnr)}`;
}

/** The texture's index in what ECharts hands over: the second number of the point. */
function hoveredRow(hovered: unknown): number {
  if (typeof hovered !== 'object' || hovered === null || !('value' in hovered)) return -1;
  const { value } = hovered;
  return Array.isArray(value) ? Number(value[1]) : -1;
}

import type { Calibration } from '../../src-shared/evaluation/calibration';
import { chartFrame, shareAxis, shareGrid } from './chart-frame';
import type { ChartOption } from './chart-option';
import type { ChartPalette } from './chart-palette';
import { equalShares } from './share-curve-option';

export interface CalibrationChart {
  readonly calibration: Calibration;
  readonly palette: ChartPalette;
  readonly words: {
    readonly x: string;
    readonly y: string;
    /** What stands at a tenth. */
    tenth(bin: Calibration['bins'][number]): string;
  };
}

/** Share of defective images against the mean score, a mark a tenth with its exact interval; on the dashed line both are equal. */
export function calibrationOption({ calibration, palette, words }: CalibrationChart): ChartOption {
  const frame = chartFrame(palette);
  const { bins } = calibration;
  const colour = palette.series[0] ?? palette.text;
  return {
    ...frame,
    grid: shareGrid,
    legend: { show: false },
    tooltip: {
      ...frame.tooltip,
      trigger: 'item',
      formatter: (hovered) => {
        const bin = bins[hoveredIndex(hovered)];
        return bin === undefined ? '' : words.tenth(bin);
      },
    },
    xAxis: { ...shareAxis(palette, words.x, 26), splitLine: { show: false } },
    yAxis: shareAxis(palette, words.y, 40),
    series: [
      equalShares(palette),
      {
        type: 'custom',
        silent: true,
        color: colour,
        encode: { x: 0, y: [1, 2] },
        data: bins.map(({ meanScore, interval }) => [meanScore, interval.lower, interval.upper]),
        renderItem: (_params, api) => {
          const [x1 = 0, y1 = 0] = api.coord([api.value(0), api.value(1)]);
          const [x2 = 0, y2 = 0] = api.coord([api.value(0), api.value(2)]);
          return {
            type: 'line',
            shape: { x1, y1, x2, y2 },
            style: { stroke: colour, lineWidth: 2, opacity: 0.45 },
          };
        },
      },
      {
        type: 'scatter',
        color: colour,
        symbolSize: 9,
        z: 3,
        data: bins.map(({ meanScore, defectiveShare }) => [meanScore, defectiveShare]),
      },
    ],
  };
}

/** Which mark ECharts says is hovered; −1 for none. */
function hoveredIndex(hovered: unknown): number {
  if (typeof hovered !== 'object' || hovered === null) return -1;
  return Number(Reflect.get(hovered, 'dataIndex') ?? -1);
}

import type { ChartOption } from './chart-option';
import type { ChartPalette } from './chart-palette';

/** What all charts of the window share: no animation (live curves), quiet axes, a tooltip painted on the canvas. */
export function chartFrame(palette: ChartPalette): ChartOption {
  return {
    animation: false,
    textStyle: { color: palette.text, fontFamily: 'system-ui, sans-serif', fontSize: 11 },
    grid: { left: 10, right: 18, top: 30, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      // ECharts' HTML tooltip sets inline styles, which the page's CSP forbids.
      renderMode: 'richText',
      backgroundColor: palette.surface,
      borderColor: palette.grid,
      borderWidth: 1,
      padding: [6, 9],
      textStyle: { color: palette.text, fontSize: 11 },
      axisPointer: { lineStyle: { color: palette.faint }, label: { precision: 0 } },
    },
    legend: {
      top: 0,
      right: 8,
      icon: 'roundRect',
      itemWidth: 12,
      itemHeight: 3,
      textStyle: { color: palette.text, fontSize: 11 },
      type: 'plain',
    },
  };
}

/** Quiet lines and labels of an axis. */
export function axisLook(palette: ChartPalette): {
  axisLine: { show: boolean; lineStyle: { color: string } };
  axisTick: { show: boolean };
  axisLabel: { color: string; fontSize: number };
  splitLine: { lineStyle: { color: string } };
} {
  return {
    axisLine: { show: true, lineStyle: { color: palette.grid } },
    axisTick: { show: false },
    axisLabel: { color: palette.faint, fontSize: 11 },
    splitLine: { lineStyle: { color: palette.grid } },
  };
}

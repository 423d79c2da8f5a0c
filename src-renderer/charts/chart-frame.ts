import type { ChartOption } from './chart-option';
import { seriesColour, type ChartPalette } from './chart-palette';
import { curveBuckets, thinCurve } from './thin-curve';

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

/** SGD iterations, on a logarithmic axis as in Figure 4 or from 0. */
export function iterationAxis(palette: ChartPalette, logarithmic: boolean): ChartOption['xAxis'] {
  return {
    ...axisLook(palette),
    type: logarithmic ? 'log' : 'value',
    ...(logarithmic ? {} : { min: 0 }),
    splitLine: { show: false },
  };
}

/** Rates 0–1 from the tenth below the lowest that is drawn, so that the differences near 100 % can be seen. */
export function rateAxis(palette: ChartPalette, lowest: number): ChartOption['yAxis'] {
  const look = axisLook(palette);
  return {
    ...look,
    type: 'value',
    max: 1,
    min: Math.max(0, Math.floor(10 * lowest - 1e-9) / 10),
    axisLabel: {
      ...look.axisLabel,
      formatter: (value: number) => `${Math.round(100 * value)} %`,
    },
  };
}

/** Room for the names of two shares. */
export const shareGrid = { left: 16, right: 4, top: 14, bottom: 26, containLabel: true } as const;

/**
 * A named share, all of 0–1.
 *
 * @param gap pixels between axis and name
 */
export function shareAxis(palette: ChartPalette, name: string, gap: number) {
  const look = axisLook(palette);
  return {
    ...look,
    type: 'value' as const,
    min: 0,
    max: 1,
    name,
    nameLocation: 'middle' as const,
    nameGap: gap,
    nameTextStyle: { color: palette.faint, fontSize: 11 },
    axisLabel: {
      ...look.axisLabel,
      formatter: (value: number) => `${Math.round(100 * value)} %`,
    },
  };
}

/** Place of an iteration on its axis, by which points are thinned. */
export function iterationPlace(
  logarithmic: boolean,
): (point: { readonly iteration: number }) => number {
  return ({ iteration }) => (logarithmic ? Math.log(iteration) : iteration);
}

/**
 * A line a trial of a figure that each step has.
 *
 * @param points in the order of each trial's iterations
 */
export function trialLines<Point extends { readonly trial: number; readonly iteration: number }>(
  points: readonly Point[],
  valueOf: (point: Point) => number,
  nameOf: (trial: number) => string,
  palette: ChartPalette,
) {
  return trialsOf(points).map((trial, index) => ({
    type: 'line' as const,
    name: nameOf(trial),
    showSymbol: false,
    lineStyle: { width: 1.4 },
    color: seriesColour(palette, index),
    // What the eye can see of ten thousand points, peaks kept: ECharts' own sampling reads all of them at each redrawing.
    data: thinCurve(
      points.filter((point) => point.trial === trial),
      curveBuckets,
      (point) => point.iteration,
      valueOf,
    ).map((point) => [point.iteration, valueOf(point)]),
  }));
}

/** The trials that have points, ascending. */
export function trialsOf(points: readonly { readonly trial: number }[]): readonly number[] {
  return [...new Set(points.map(({ trial }) => trial))].sort((one, other) => one - other);
}

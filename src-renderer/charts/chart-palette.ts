/** Colours of a chart; canvas knows no CSS variables. */
export interface ChartPalette {
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly surface: string;
  /** Told apart by colour-blind people too (after Okabe and Ito), in order of use. */
  readonly series: readonly string[];
  readonly ok: string;
  readonly defective: string;
}

const light: ChartPalette = {
  text: '#4c5667',
  faint: '#66707f',
  grid: '#e4e7ec',
  surface: '#ffffff',
  series: ['#2a5fc1', '#c46200', '#00815f', '#a83f7c', '#7a6400', '#2b8fc4'],
  ok: '#00815f',
  defective: '#c04a00',
};

const dark: ChartPalette = {
  text: '#b0b8c3',
  faint: '#8f98a5',
  grid: '#31373f',
  surface: '#20242a',
  series: ['#76a9f7', '#ffa04d', '#35c79c', '#e58cc0', '#ecc04f', '#6fc9f2'],
  ok: '#35c79c',
  defective: '#ff9159',
};

/** The palette of a theme. */
export function chartPalette(isDark: boolean): ChartPalette {
  return isDark ? dark : light;
}

/** The colour of the n-th series (0-based), going round. */
export function seriesColour(palette: ChartPalette, index: number): string {
  return palette.series[index % palette.series.length] ?? palette.text;
}

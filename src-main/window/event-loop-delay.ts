import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How long main's loop kept others waiting since the last reset, milliseconds. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface LoopDelayProbe {
  reset(): void;
  read(): LoopDelay;
}

/** The sampling interval, which the histogram counts as part of each delay. */
const resolutionMs = 1;

/** Starts measuring. The figures are what a timer came late by, less the interval of the sampling itself. */
export function startLoopDelayProbe(): LoopDelayProbe {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  const milliseconds = (nanoseconds: number): number =>
    Math.max(0, nanoseconds / 1e6 - resolutionMs);
  return {
    reset() {
      histogram.reset();
    },
    read: () => ({
      p50: milliseconds(histogram.percentile(50)),
      p99: milliseconds(histogram.percentile(99)),
      max: milliseconds(histogram.max),
    }),
  };
}

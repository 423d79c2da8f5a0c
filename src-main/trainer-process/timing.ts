import type { BenchTiming } from '../../src-shared/training/trainer-job';

/**
 * Times repeated calls of `run` after uncounted ones.
 *
 * @param seconds monotonic clock
 * @param breathe lets messages in between calls
 * @param warmedUp called before the first counted call
 */
export async function timed(
  name: string,
  run: () => void,
  repeats: { readonly warmUp: number; readonly counted: number },
  clock: { readonly seconds: () => number; readonly breathe: () => Promise<void> },
  warmedUp: () => void = () => undefined,
): Promise<BenchTiming> {
  const samples: number[] = [];
  for (let call = 0; call < repeats.warmUp + repeats.counted; call += 1) {
    if (call === repeats.warmUp) warmedUp();
    const started = clock.seconds();
    run();
    if (call >= repeats.warmUp) {
      samples.push((clock.seconds() - started) * 1000);
    }
    await clock.breathe();
  }
  const sorted = samples.sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  const lower = sorted[Math.ceil(middle) - 1] ?? upper;
  return {
    name,
    ms: {
      min: sorted[0] ?? 0,
      median: (lower + upper) / 2,
      max: sorted[sorted.length - 1] ?? 0,
    },
    runs: samples.length,
  };
}

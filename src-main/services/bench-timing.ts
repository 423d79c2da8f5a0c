import { performance } from 'node:perf_hooks';
import type { ChildLauncher } from '../children/child-channel';
import type { BenchTiming } from '../../src-shared/training/trainer-job';

/** Where a benchmark may make its projects, and with what. */
export interface BenchPlace {
  readonly folder: string;
  readonly launcher: ChildLauncher;
  readonly sqliteBinding: string;
}

/** What a benchmark found. */
export interface Measured {
  /** One time an entry, milliseconds. */
  readonly times: readonly number[];
  /** Further findings, as they are printed. */
  readonly more?: Omit<BenchTiming, 'name' | 'ms' | 'runs'>;
}

export type DataBench = (place: BenchPlace, runs: number) => Promise<Measured>;

/** Runs `work` and gives how long it took, milliseconds. */
export async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Least, middle and largest of the measurements, milliseconds, and how long 95 and 99 of 100 took at most. */
export function benchTiming(name: string, { times, more }: Measured): BenchTiming {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (index: number): number => sorted[index] ?? 0;
  const middle = (sorted.length - 1) / 2;
  const share = (part: number): number => at(Math.ceil(part * sorted.length) - 1);
  return {
    name,
    ms: {
      min: at(0),
      median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
      p95: share(0.95),
      p99: share(0.99),
      max: at(sorted.length - 1),
    },
    runs: sorted.length,
    ...more,
  };
}

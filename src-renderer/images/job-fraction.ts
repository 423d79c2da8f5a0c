import type { Progress } from '../../src-shared/ipc/views';

/** Whole percent done, 0 … 100; 0 while the total is not known. */
export function fractionOf(progress: Progress | null): number {
  if (progress === null || progress.total <= 0) return 0;
  return Math.min(100, Math.floor((100 * progress.done) / progress.total));
}

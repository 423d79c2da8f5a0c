import type { BiteHooks } from '../../../src-main/services/work-in-bites';

/** For changes whose progress a test does not look at. */
export const quietBites: BiteHooks = {
  onProgress: () => undefined,
  signal: { cancelled: false },
};

/** Stops the work when `done` images are changed. */
export function stoppingAt(wanted: number): BiteHooks {
  const signal = { cancelled: false };
  return {
    signal,
    onProgress(done) {
      signal.cancelled = done >= wanted;
    },
  };
}

import type { BiteHooks } from '../services/work-in-bites';
import type { Notify } from '../services/notify';

/** The change of many images that is under way, told about by notices. */
export interface BiteJobs {
  /** Does the work; its first notice comes after a moment, so that quick changes show none. */
  run<T>(work: (hooks: BiteHooks) => Promise<T>): Promise<T>;
  /** Asks all such work to stop after the bite under way. */
  cancel(): void;
}

/** Milliseconds between two notices. */
const noticeInterval = 100;

export function biteJobs(notify: Notify, now: () => number = Date.now): BiteJobs {
  const signals = new Set<{ cancelled: boolean }>();
  return {
    async run(work) {
      const signal = { cancelled: false };
      signals.add(signal);
      let last = now();
      try {
        return await work({
          signal,
          onProgress(done, total) {
            if (now() - last < noticeInterval) return;
            last = now();
            notify('images.changing', { done, total });
          },
        });
      } finally {
        signals.delete(signal);
      }
    },
    cancel() {
      for (const signal of signals) signal.cancelled = true;
    },
  };
}

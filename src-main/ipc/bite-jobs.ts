import type { BiteHooks } from '../services/work-in-bites';
import type { Notify } from '../services/notify';

/** The change of many images that is under way, told about by notices. */
export interface BiteJobs {
  /** Does the work; its first notice comes after a moment, so that quick changes show none. */
  run<T>(work: (hooks: BiteHooks) => Promise<T>): Promise<T>;
  /** Asks all such work to stop after the bite under way. */
  cancel(): void;
  /** Stops all such work, and resolves when it has ended. */
  stopAll(): Promise<void>;
}

/** Milliseconds between two notices. */
const noticeInterval = 100;

export function biteJobs(notify: Notify, now: () => number = Date.now): BiteJobs {
  const signals = new Set<{ cancelled: boolean }>();
  const running = new Set<Promise<unknown>>();
  const cancel = (): void => {
    for (const signal of signals) signal.cancelled = true;
  };
  return {
    async run(work) {
      const signal = { cancelled: false };
      signals.add(signal);
      let last = now();
      const mine = work({
        signal,
        onProgress(done, total) {
          if (now() - last < noticeInterval) return;
          last = now();
          notify('images.changing', { done, total });
        },
      });
      running.add(mine);
      try {
        return await mine;
      } finally {
        signals.delete(signal);
        running.delete(mine);
      }
    },
    cancel,
    async stopAll() {
      cancel();
      await Promise.allSettled(running);
    },
  };
}

import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { JobResult } from '../../src-shared/ipc/job-result';
import type { Progress } from '../../src-shared/ipc/views';
import { saidFailure } from '../../src-shared/sentences/english';
import { failureOf } from '../services/failure-of';
import type { Notify } from '../services/notify';

/** What a long job gets to report through, and to see that it shall stop. */
export interface JobHooks {
  onProgress(progress: Progress): void;
  readonly signal: { readonly cancelled: boolean };
}

/** Imports, exports and checks under way: started with an id, told about by notices, stopped by id. */
export interface LongJobs {
  /** @throws ExpectedFailure `busy` while another job runs: two would only slow each other. */
  start(work: (hooks: JobHooks) => Promise<JobResult>): { job: string };
  /** @throws ExpectedFailure `not-found` */
  cancel(job: string): void;
  /** Stops what runs, and resolves when it has ended. */
  stopAll(): Promise<void>;
}

/**
 * @param report Told of errors that nobody expected; the window learns that the job ended all the same.
 */
export function longJobs(notify: Notify, report: (error: unknown) => void): LongJobs {
  const running = new Map<string, { signal: { cancelled: boolean }; ended: Promise<void> }>();
  let started = 0;

  return {
    start(work) {
      if (running.size > 0) {
        throw saidFailure('busy', 'workUnderWay');
      }
      started += 1;
      const job = `job-${started}`;
      const signal = { cancelled: false };
      const onProgress = (progress: Progress): void => notify('job.progress', { job, progress });

      const run = async (): Promise<void> => {
        try {
          const result = await work({ onProgress, signal });
          running.delete(job);
          notify('job.done', { job, result });
        } catch (error) {
          running.delete(job);
          notify('job.failed', { job, failure: failureOf(error, report) });
        }
      };
      // The first notice must not overtake the answer that names the job.
      const ended = new Promise<void>((resolve) => {
        setImmediate(() => void run().then(resolve));
      });
      running.set(job, { signal, ended });
      return { job };
    },

    cancel(job) {
      const found = running.get(job);
      if (found === undefined) {
        throw new ExpectedFailure('not-found', `The job ${job} is not under way any more.`);
      }
      found.signal.cancelled = true;
    },

    async stopAll() {
      const all = [...running.values()];
      for (const { signal } of all) {
        signal.cancelled = true;
      }
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

import { describe, expect, it } from 'vitest';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { JobResult } from '../../../src-shared/ipc/job-result';
import type { ImportSummary } from '../../../src-shared/ipc/views';
import { longJobs, type JobHooks } from '../../../src-main/ipc/long-jobs';
import type { Notify } from '../../../src-main/services/notify';

const summary: ImportSummary = {
  added: 3,
  known: 0,
  skipped: [],
  ellipses: 1,
  conflicts: [],
  cancelled: false,
};

function listened() {
  const notices: (readonly [string, unknown])[] = [];
  const reports: unknown[] = [];
  const notify: Notify = (name, notice) => {
    notices.push([name, notice]);
  };
  return { notices, reports, jobs: longJobs(notify, (error) => reports.push(error)) };
}

/** A job that goes on until it is cancelled. */
async function untilCancelled({ signal }: JobHooks): Promise<JobResult> {
  while (!signal.cancelled) await new Promise((resolve) => setTimeout(resolve, 1));
  return { kind: 'import', summary: { ...summary, cancelled: true } };
}

describe('a long job', () => {
  it('answers with its id before it tells anything', async () => {
    const { jobs, notices } = listened();
    const { job } = jobs.start(async ({ onProgress }) => {
      onProgress({ done: 1, total: 3, perSecond: null, remainingSeconds: null });
      return { kind: 'import', summary };
    });
    expect(notices).toEqual([]);
    await jobs.stopAll();
    expect(notices).toEqual([
      [
        'job.progress',
        { job, progress: { done: 1, total: 3, perSecond: null, remainingSeconds: null } },
      ],
      ['job.done', { job, result: { kind: 'import', summary } }],
    ]);
  });

  it('is stopped by its id', async () => {
    const { jobs, notices } = listened();
    const { job } = jobs.start(untilCancelled);
    jobs.cancel(job);
    await jobs.stopAll();
    const result = { kind: 'import', summary: { ...summary, cancelled: true } };
    expect(notices).toEqual([['job.done', { job, result }]]);
  });

  it('keeps a second one out until it has ended', async () => {
    const { jobs } = listened();
    const first = jobs.start(untilCancelled);
    expect(() => jobs.start(untilCancelled)).toThrow(ExpectedFailure);
    jobs.cancel(first.job);
    await jobs.stopAll();
    const second = jobs.start(async () => ({ kind: 'import', summary }));
    expect(second.job).not.toBe(first.job);
    await jobs.stopAll();
  });

  it('tells of an expected failure, and frees the place', async () => {
    const { jobs, notices, reports } = listened();
    const failure = new ExpectedFailure('bad-input', 'There is nothing to import in /x.');
    const { job } = jobs.start(() => Promise.reject(failure));
    await jobs.stopAll();
    expect(notices).toEqual([['job.failed', { job, failure: failure.failure }]]);
    expect(reports).toEqual([]);
    expect(() => jobs.cancel(job)).toThrow(/not under way/);
  });

  it('reports a bug, and tells the window that the job has ended', async () => {
    const { jobs, notices, reports } = listened();
    const bug = new TypeError('x is not a function');
    const { job } = jobs.start(() => Promise.reject(bug));
    await jobs.stopAll();
    expect(reports).toEqual([bug]);
    expect(notices).toMatchObject([['job.failed', { job, failure: { kind: 'interrupted' } }]]);
  });
});

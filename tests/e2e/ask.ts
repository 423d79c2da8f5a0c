import type { Page } from 'playwright';
import type { Outcome } from '../../src-shared/ipc/failure';
import type { RequestArgument, RequestName, RequestResult } from '../../src-shared/ipc/requests';
import type { ImportSummary } from '../../src-shared/ipc/views';

/** Asks main through the page's own bridge; an expected failure is given as it comes. */
export async function outcomeOf<N extends RequestName>(
  page: Page,
  name: N,
  argument: RequestArgument<N>,
): Promise<Outcome<RequestResult<N>>> {
  const outcome = await page.evaluate(
    ([request, sent]) => window.ellipsight.request(request, sent),
    [name, argument] as const,
  );
  return outcome as Outcome<RequestResult<N>>;
}

/** Asks main through the page's own bridge; an expected failure fails the test. */
export async function ask<N extends RequestName>(
  page: Page,
  name: N,
  argument: RequestArgument<N>,
): Promise<RequestResult<N>> {
  const outcome = await outcomeOf(page, name, argument);
  if (!outcome.ok) {
    throw new Error(`${name}: ${outcome.failure.message}`);
  }
  return outcome.value;
}

/** Fills the open project with generated images, and waits for the end of the job. */
export async function fillWithSample(
  page: Page,
  sample: RequestArgument<'project.sample'>,
): Promise<ImportSummary> {
  const ended = await page.evaluate(
    (argument) =>
      new Promise<ImportSummary | string>((resolve) => {
        window.ellipsight.onNotice('job.done', ({ result }) =>
          resolve(result.kind === 'import' ? result.summary : `a job of kind ${result.kind}`),
        );
        window.ellipsight.onNotice('job.failed', ({ failure }) => resolve(failure.message));
        window.ellipsight.request('project.sample', argument).then(
          (outcome) => (outcome.ok ? undefined : resolve(outcome.failure.message)),
          (error: Error) => resolve(error.message),
        );
      }),
    sample,
  );
  if (typeof ended === 'string') {
    throw new Error(ended);
  }
  return ended;
}

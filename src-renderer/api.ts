import { ExpectedFailure } from '../src-shared/ipc/failure';
import type { NoticeName, Notices } from '../src-shared/ipc/notices';
import type { RequestArgument, RequestName, RequestResult } from '../src-shared/ipc/requests';

/**
 * Asks main. Names, arguments and results are those of the one table of requests.
 * @throws {ExpectedFailure} what the user can cause or meet; anything else thrown is a bug.
 */
export async function request<N extends RequestName>(
  name: N,
  argument: RequestArgument<N>,
): Promise<RequestResult<N>> {
  const outcome = await window.ellipsight.request(name, withoutProxies(argument));
  if (outcome.ok) return outcome.value;
  throw ExpectedFailure.of(outcome.failure);
}

/** Listens to what main tells unasked; returns the function that ends it. */
export function onNotice<N extends NoticeName>(
  name: N,
  listener: (notice: Notices[N]) => void,
): () => void {
  return window.ellipsight.onNotice(name, listener);
}

/** Vue's reactive proxies cannot cross a process border; arguments are plain JSON by contract, so a JSON copy is exact. */
function withoutProxies<T>(argument: T): T {
  const copy: T = JSON.parse(JSON.stringify(argument));
  return copy;
}

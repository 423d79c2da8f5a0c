import type { Outcome } from './failure';
import type { NoticeName, Notices } from './notices';
import type { RequestArgument, RequestName, RequestResult } from './requests';

/** What the preload puts on `window.ellipsight`: two functions over allow-lists, no raw Electron API. */
export interface Bridge {
  /** Rejects for an unknown name or a bug; expected failures come as values. */
  request<N extends RequestName>(
    name: N,
    argument: RequestArgument<N>,
  ): Promise<Outcome<RequestResult<N>>>;
  /** Returns the function that ends the subscription. */
  onNotice<N extends NoticeName>(name: N, listener: (notice: Notices[N]) => void): () => void;
}

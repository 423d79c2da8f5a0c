import type { Outcome } from './failure';
import type { NoticeName } from './notices';
import type { RequestName } from './requests';

/** The channel that carries one request from the window to main. */
export function requestChannel(name: RequestName): string {
  return `request:${name}`;
}

/** What main answers to a page that waits for it: what `request` resolves to, or the message that it rejects with. */
export type WaitedAnswer =
  | { readonly kind: 'outcome'; readonly outcome: Outcome<unknown> }
  | { readonly kind: 'rejected'; readonly message: string };

/** The channel that carries one kind of notice from main to the window. */
export function noticeChannel(name: NoticeName): string {
  return `notice:${name}`;
}

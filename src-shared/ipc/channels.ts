import type { NoticeName } from './notices';
import type { RequestName } from './requests';

/** The channel that carries one request from the window to main. */
export function requestChannel(name: RequestName): string {
  return `request:${name}`;
}

/** The channel that carries one kind of notice from main to the window. */
export function noticeChannel(name: NoticeName): string {
  return `notice:${name}`;
}

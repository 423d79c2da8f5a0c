/** The slice of a `WebFrameMain` that decides about trust. */
export interface SenderFrame {
  readonly url: string;
  /** Null for the top frame of a window. */
  readonly parent: unknown;
}

/** The slice of an `IpcMainInvokeEvent` that decides about trust. */
export interface SenderEvent {
  readonly sender: unknown;
  readonly senderFrame: SenderFrame | null;
}

export const appScheme = 'app';
export const appHost = 'ellipsight';

/**
 * Whether a request comes from the top frame of the app's one window, showing one of the app's own pages.
 * The address is parsed, never compared as text: `app://ellipsight.evil/` starts like ours.
 * (`URL.origin` is "null" for schemes that Node does not know, so scheme and host are compared.)
 */
export function isTrustedSender(event: SenderEvent, mainWebContents: unknown): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || event.sender !== mainWebContents) {
    return false;
  }
  return isAppPage(frame.url);
}

/** Whether an address lies on `app://ellipsight`. */
export function isAppPage(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    // Not an address at all, so not one of ours.
    return false;
  }
  return url.protocol === `${appScheme}:` && url.host === appHost;
}

import type { Protocol, Session, WebContents } from 'electron';

// The one place that knows which Electron runs. The fallback for tests is 22.3.25; `protocol.handle` came with 25,
// `will-frame-navigate` with 25.

/** What a scheme of ours answers. */
export interface SchemeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Answers every request for a scheme. An error of `respond` is a bug: it is told to `report`, and the page gets 500.
 *
 * @param respond Gets the address as Chromium normalised it, and the HTTP method.
 */
export function serveScheme(
  session: Session,
  scheme: string,
  respond: (address: string, method: string) => Promise<SchemeResponse>,
  report: (error: unknown) => void,
): void {
  const answer = async (address: string, method: string): Promise<SchemeResponse> => {
    try {
      return await respond(address, method);
    } catch (error) {
      report(error);
      return { status: 500, headers: { 'content-type': 'text/plain' }, body: Buffer.alloc(0) };
    }
  };

  if (hasProtocolHandle(session.protocol)) {
    session.protocol.handle(scheme, async (request) => {
      const { status, headers, body } = await answer(request.url, request.method);
      return new Response(new Uint8Array(body), { status, headers: { ...headers } });
    });
    return;
  }
  session.protocol.registerBufferProtocol(scheme, (request, callback) => {
    void answer(request.url, request.method).then(({ status, headers, body }) => {
      const mimeType = headers['content-type'] ?? 'application/octet-stream';
      callback({ statusCode: status, headers: { ...headers }, mimeType, data: body });
    });
  });
}

function hasProtocolHandle(protocol: Protocol): boolean {
  return typeof (protocol as Partial<Protocol>).handle === 'function';
}

/**
 * Forbids every navigation that a page starts: of its window, of a frame in it, and by redirect. Where
 * `will-frame-navigate` is missing the event is never emitted; there `frame-src 'none'` keeps frames out.
 */
export function denyNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
  });
}

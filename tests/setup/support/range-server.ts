import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with a request; the n-th request meets the n-th of a list, later ones the last. */
export type Behaviour =
  | { readonly kind: 'serve' }
  /** Breaks the connection after so many bytes of the body. */
  | { readonly kind: 'break'; readonly afterBytes: number }
  /** Sends so many bytes and then nothing, until the client leaves. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Sends everything, whatever range was asked for. */
  | { readonly kind: 'ignore-range' }
  | { readonly kind: 'refuse'; readonly status: number }
  | { readonly kind: 'silent' };

export interface RangeServer {
  readonly url: string;
  /** The Range header of each request for the file, in order; undefined where there was none. */
  readonly ranges: readonly (string | undefined)[];
  close(): Promise<void>;
}

/**
 * A real HTTP server on the loopback interface that serves one file, `/files/NAME`, and for pip an
 * index page that links to it, `/simple/PROJECT/`.
 */
export async function startRangeServer(
  name: string,
  content: Uint8Array,
  behaviours: readonly Behaviour[],
): Promise<RangeServer> {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/simple/')) {
      response.setHeader('content-type', 'text/html');
      response.end(`<!DOCTYPE html><html><body><a href="/files/${name}">${name}</a></body></html>`);
      return;
    }
    const behaviour = behaviours[Math.min(ranges.length, behaviours.length - 1)];
    ranges.push(request.headers.range);
    answer(request, response, content, behaviour ?? { kind: 'serve' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  content: Uint8Array,
  behaviour: Behaviour,
): void {
  if (behaviour.kind === 'silent') {
    return;
  }
  if (behaviour.kind === 'refuse') {
    response.writeHead(behaviour.status).end();
    return;
  }
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const start = asked === null || behaviour.kind === 'ignore-range' ? 0 : Number(asked[1]);
  if (start >= content.length) {
    response.writeHead(416).end();
    return;
  }
  const headers: Record<string, string | number> = { 'content-length': content.length - start };
  if (start > 0) {
    headers['content-range'] = `bytes ${start}-${content.length - 1}/${content.length}`;
  }
  response.writeHead(start > 0 ? 206 : 200, headers);
  switch (behaviour.kind) {
    case 'break':
      response.write(content.subarray(start, start + behaviour.afterBytes), () =>
        setTimeout(() => response.destroy(), 50),
      );
      return;
    case 'stall':
      response.write(content.subarray(start, start + behaviour.afterBytes));
      return;
    default:
      response.end(content.subarray(start));
  }
}

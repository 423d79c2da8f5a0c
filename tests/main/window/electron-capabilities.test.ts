import { EventEmitter } from 'node:events';
import type { ProtocolResponse, Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import {
  denyNavigation,
  serveScheme,
  type SchemeResponse,
} from '../../../src-main/window/electron-capabilities';

// Which of two ways Electron offers depends on its version, and one computer has one version: so Electron's side is
// played here. The end-to-end tests meet the one that is installed.

const page: SchemeResponse = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' },
  body: Buffer.from('<p>ä</p>'),
};
const respond = async (address: string, method: string): Promise<SchemeResponse> => {
  if (address === 'app://ellipsight/broken') throw new Error('a bug');
  return address === 'app://ellipsight/' && method === 'GET'
    ? page
    : { status: 404, headers: {}, body: Buffer.alloc(0) };
};

/** Electron 25 and later. */
function newer(errors: unknown[]) {
  type Handler = (request: Request) => Promise<Response>;
  let handler: Handler | undefined;
  const protocol = {
    handle: (_scheme: string, given: Handler) => {
      handler = given;
    },
  };
  serveScheme({ protocol } as unknown as Session, 'app', respond, (error) => errors.push(error));
  return async (url: string, method = 'GET'): Promise<Response> => {
    if (handler === undefined) throw new Error('nothing handles the scheme');
    // Node's own Request knows no address of another scheme than http.
    return handler({ url, method } as Request);
  };
}

/** Electron before 25. */
function older(errors: unknown[]) {
  type Handler = (
    request: { url: string; method: string },
    callback: (response: ProtocolResponse) => void,
  ) => void;
  let handler: Handler | undefined;
  const protocol = {
    registerBufferProtocol: (_scheme: string, given: Handler) => {
      handler = given;
    },
  };
  serveScheme({ protocol } as unknown as Session, 'app', respond, (error) => errors.push(error));
  return (url: string, method = 'GET'): Promise<ProtocolResponse> =>
    new Promise((resolve) => handler?.({ url, method }, resolve));
}

describe('a scheme of our own', () => {
  it('is answered through protocol.handle where there is one', async () => {
    const errors: unknown[] = [];
    const ask = newer(errors);
    const answer = await ask('app://ellipsight/');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe('<p>ä</p>');
    expect((await ask('app://ellipsight/', 'POST')).status).toBe(404);
    expect(errors).toEqual([]);
  });

  it('is answered through registerBufferProtocol where there is none', async () => {
    const errors: unknown[] = [];
    const ask = older(errors);
    expect(await ask('app://ellipsight/')).toEqual({
      statusCode: 200,
      headers: page.headers,
      mimeType: 'text/html; charset=utf-8',
      data: page.body,
    });
    expect(await ask('app://ellipsight/', 'POST')).toMatchObject({ statusCode: 404 });
    expect(errors).toEqual([]);
  });

  it('answers 500 for a bug, and reports it', async () => {
    const errors: unknown[] = [];
    expect((await newer(errors)('app://ellipsight/broken')).status).toBe(500);
    expect(await older(errors)('app://ellipsight/broken')).toMatchObject({ statusCode: 500 });
    expect(errors).toEqual([new Error('a bug'), new Error('a bug')]);
  });
});

describe('navigation that a page starts', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
    'is prevented at %s',
    (name) => {
      const contents = new EventEmitter();
      denyNavigation(contents as unknown as WebContents);
      let prevented = 0;
      contents.emit(name, {
        preventDefault: () => {
          prevented += 1;
        },
      });
      expect(prevented).toBe(1);
    },
  );
});

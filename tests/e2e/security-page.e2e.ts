import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../src-main/window/content-security-policy';
import { launchSandboxed, noSandboxBecause } from './sandboxed-window';
import type { AppWindow } from './window';

// What a page of the window can and cannot do. The numbers are the items of Electron's security checklist.

/** Runs as the page's own script, under its CSP. */
const probe = `
window.probe = { eval: 'ran', newFunction: 'ran' };
try { eval('1') } catch (error) { window.probe.eval = error.name }
try { new Function('return 1')() } catch (error) { window.probe.newFunction = error.name }
`;
const workerProbe = `
postMessage({ require: typeof require, process: typeof process, module: typeof module });
`;

let opened: AppWindow;
let server: Server;
let port: number;
let connections = 0;

beforeAll(async () => {
  server = createServer((socket) => {
    connections += 1;
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\nhi');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  port = address.port;
  opened = await launchSandboxed([
    { name: 'probe.js', text: probe },
    { name: 'worker-probe.js', text: workerProbe },
  ]);
});

afterAll(async () => {
  await opened.close();
  server.close();
});

describe('1: only the app itself is loaded', () => {
  it('a page cannot fetch, show or open a socket to an address of this computer', async () => {
    const results = await opened.page.evaluate(async (to) => {
      const image = new Promise<string>((resolve) => {
        const picture = new Image();
        picture.onload = () => resolve('loaded');
        picture.onerror = () => resolve('failed');
        picture.src = `http://127.0.0.1:${to}/a.png`;
      });
      const socket = new Promise<string>((resolve) => {
        try {
          const opened = new WebSocket(`ws://127.0.0.1:${to}/`);
          opened.onopen = () => resolve('opened');
          opened.onerror = () => resolve('failed');
        } catch {
          resolve('failed');
        }
      });
      const fetched = fetch(`http://127.0.0.1:${to}/`).then(
        () => 'fetched',
        () => 'failed',
      );
      const file = fetch('file:///etc/passwd').then(
        () => 'fetched',
        () => 'failed',
      );
      return Promise.all([image, socket, fetched, file]);
    }, port);
    expect(results).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(connections).toBe(0);
  });

  it('a request that the CSP does not see, made by main in the page’s session, is cancelled', async () => {
    const result = await opened.app.evaluate(
      ({ net, session }, to) =>
        new Promise<string>((resolve) => {
          const request = net.request({
            url: `http://127.0.0.1:${to}/`,
            session: session.defaultSession,
          });
          request.on('response', () => resolve('answered'));
          request.on('error', (error) => resolve(error.message));
          request.end();
        }),
      port,
    );
    expect(result).toBe('net::ERR_BLOCKED_BY_CLIENT');
    expect(connections).toBe(0);
  });

  it('the server of these tests can be reached, so that the refusals above mean something', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(answer.status).toBe(200);
    expect(connections).toBe(1);
    connections = 0;
  });
});

describe('2: no Node in the page', () => {
  it('the page has no require, process, module or Buffer', async () => {
    const types = await opened.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].map(
        (name) => typeof (globalThis as Record<string, unknown>)[name],
      ),
    );
    expect(types).toEqual(Array(6).fill('undefined'));
  });

  it('neither has a worker', async () => {
    const types = await opened.page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker('app://ellipsight/worker-probe.js');
          worker.onmessage = (event) => resolve(event.data);
          worker.onerror = (event) => reject(new Error(event.message));
        }),
    );
    expect(types).toEqual({ require: 'undefined', process: 'undefined', module: 'undefined' });
  });
});

describe('3: the preload has a world of its own', () => {
  it('what a page puts into Array, Promise and Set does not run in the preload', async () => {
    const seen = await opened.page.evaluate(async () => {
      const calls: string[] = [];
      const originals = {
        push: Array.prototype.push,
        has: Set.prototype.has,
        then: Promise.prototype.then,
      };
      Array.prototype.push = function (...items: unknown[]) {
        calls[calls.length] = 'push';
        return originals.push.apply(this, items);
      };
      Set.prototype.has = function (value: unknown) {
        calls[calls.length] = 'has';
        return originals.has.call(this, value);
      };
      // The preload's own code runs between these lines: it asks a Set, and Electron behind it pushes to arrays.
      const answer = window.ellipsight.request('app.state', {});
      const end = window.ellipsight.onNotice('project.changed', () => undefined);
      end();
      const duringCalls = calls.length;
      [].push.call([], 1 as never);
      const afterOwnPush = calls.length;
      Array.prototype.push = originals.push;
      Set.prototype.has = originals.has;
      const outcome = await answer;
      return { duringCalls, afterOwnPush, ok: outcome.ok };
    });
    expect(seen).toEqual({ duringCalls: 0, afterOwnPush: 1, ok: true });
  });

  it('a page cannot put something else in the place of the bridge', async () => {
    const kept = await opened.page.evaluate(() => {
      const before = window.ellipsight;
      try {
        (window as { ellipsight: unknown }).ellipsight = { request: () => 'mine' };
      } catch {
        // In strict mode the attempt throws.
      }
      return window.ellipsight === before && typeof window.ellipsight.onNotice === 'function';
    });
    expect(kept).toBe(true);
  });
});

const sandboxTitle = '4: the sandbox of the system';
const skipped = noSandboxBecause === null ? '' : `; skipped: ${noSandboxBecause}`;

describe.skipIf(noSandboxBecause !== null)(sandboxTitle + skipped, () => {
  it('the page’s process runs under a seccomp filter and without new privileges', async () => {
    const pid = await opened.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    expect(status).toMatch(/^Seccomp:\s2$/m);
    expect(status).toMatch(/^NoNewPrivs:\s1$/m);
    expect(status).not.toMatch(/^Uid:\s0\s/m);
  });
});

describe('6: cross-origin reading', () => {
  /** A sandboxed frame is an origin of its own; tries to read its document. */
  const readFrame = `new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', '');
    frame.srcdoc = 'secret';
    frame.addEventListener('load', () => {
      try { resolve(frame.contentWindow.document.body.textContent) } catch (error) { resolve(error.name) }
      frame.remove();
    });
    document.body.append(frame);
  })`;

  it('a page cannot read a frame of another origin', async () => {
    expect(await opened.page.evaluate(readFrame)).toBe('SecurityError');
  });

  it('it could, were the setting off', async () => {
    const result = await opened.app.evaluate(async ({ BrowserWindow }, script) => {
      const other = new BrowserWindow({ show: false, webPreferences: { webSecurity: false } });
      await other.loadURL('app://ellipsight/index.html');
      const read: string = await other.webContents.executeJavaScript(script);
      other.destroy();
      return read;
    }, readFrame);
    expect(result).toBe('secret');
  });
});

describe('7: the Content-Security-Policy', () => {
  it('comes with the page as a header', async () => {
    const header = await opened.page.evaluate(async () =>
      (await fetch('app://ellipsight/index.html')).headers.get('content-security-policy'),
    );
    expect(header).toBe(contentSecurityPolicy);
    expect(header).not.toMatch(/unsafe/);
  });

  it('stops inline scripts, inline styles, foreign images and frames, and reports each', async () => {
    const violated = await opened.page.evaluate(async () => {
      const seen: string[] = [];
      const note = (event: SecurityPolicyViolationEvent): void => {
        seen.push(event.effectiveDirective);
      };
      document.addEventListener('securitypolicyviolation', note);
      const add = (tag: string, attributes: Record<string, string>, text = ''): void => {
        const element = document.createElement(tag);
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        element.textContent = text;
        document.body.append(element);
      };
      add('script', {}, 'window.inlineRan = true');
      add('style', {}, 'body { outline: 9px solid red }');
      add('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' });
      add('iframe', { src: 'app://ellipsight/index.html' });
      add('base', { href: 'https://example.invalid/' });
      await new Promise((resolve) => setTimeout(resolve, 500));
      document.removeEventListener('securitypolicyviolation', note);
      return { seen: seen.sort(), ran: 'inlineRan' in window };
    });
    expect(violated).toEqual({
      seen: ['base-uri', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem'],
      ran: false,
    });
  });

  it('stops eval and new Function in the page’s own scripts', async () => {
    const result = await opened.page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.blockedURI);
      });
      const script = document.createElement('script');
      script.src = 'app://ellipsight/probe.js';
      const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
      document.body.append(script);
      await loaded;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { probe: (window as { probe?: unknown }).probe, violations };
    });
    expect(result).toEqual({
      probe: { eval: 'EvalError', newFunction: 'EvalError' },
      violations: ['eval', 'eval'],
    });
  });
});

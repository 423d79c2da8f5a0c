import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestNames } from '../../src-shared/ipc/request-names';
import { launchSandboxed } from './sandboxed-window';
import type { AppWindow } from './window';

// Who may ask main, and for what. The numbers are the items of Electron's security checklist.

let opened: AppWindow;

beforeAll(async () => {
  opened = await launchSandboxed();
});

afterAll(async () => {
  await opened.close();
});

describe('17: the sender of a request', () => {
  it('the page of the main window is answered', async () => {
    const outcome = await opened.page.evaluate(() => window.ellipsight.request('app.state', {}));
    expect(outcome).toMatchObject({ ok: true, value: { version: '0.1.0', project: null } });
  });

  it('a second window with the same page and preload is refused', async () => {
    const answer = await opened.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/out/preload/preload.js`;
      const second = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      await second.loadURL('app://ellipsight/index.html');
      const text: string = await second.webContents.executeJavaScript(
        `window.ellipsight.request('app.state', {}).then(() => 'answered', String)`,
      );
      second.destroy();
      return text;
    });
    expect(answer).toContain('[untrusted-sender]');
  });

  it('a frame in the main window has no bridge, and its own call is refused', async () => {
    const inFrame = await opened.page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const view = frame.contentWindow as (Window & { ellipsight?: unknown }) | null;
      return view === null ? 'no frame' : typeof view.ellipsight;
    });
    expect(inFrame).toBe('undefined');

    // The frame of a window that gives its preload to frames: the nearest thing to a frame that got hold of IPC.
    const answer = await opened.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/out/preload/preload.js`;
      const other = new BrowserWindow({
        show: false,
        webPreferences: {
          preload,
          sandbox: true,
          contextIsolation: true,
          nodeIntegrationInSubFrames: true,
        },
      });
      await other.loadURL('app://ellipsight/index.html');
      const text: string = await other.webContents.executeJavaScript(`
        new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.addEventListener('load', () => {
            const { ellipsight } = frame.contentWindow;
            resolve(ellipsight.request('app.state', {}).then(() => 'answered', String));
          });
          frame.srcdoc = 'a frame';
          document.body.append(frame);
        });
      `);
      other.destroy();
      return text;
    });
    expect(answer).toContain('[untrusted-sender]');
  });
});

describe('18: addresses instead of paths', () => {
  /** Loads an address in a window of its own and gives the status that its protocol answered. */
  async function status(address: string): Promise<number | string> {
    return opened.app.evaluate(async ({ BrowserWindow }, url) => {
      const reader = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      const answered = new Promise<number>((resolve) => {
        reader.webContents.on('did-navigate', (_event, _url, code) => resolve(code));
      });
      const failed = reader.loadURL(url).then(
        () => answered,
        // An empty error page counts as a failed load; the status has been told by then.
        (error: Error) =>
          Promise.race([
            answered,
            new Promise<string>((resolve) => setTimeout(() => resolve(error.message), 300)),
          ]),
      );
      const result = await failed;
      reader.destroy();
      return result;
    }, address);
  }

  const hash = 'ab'.repeat(32);

  it.each([
    `vximg://${hash}/../../etc/passwd`,
    `vximg://${hash}/%2e%2e/%2e%2e/etc/passwd`,
    `vximg://${hash}//etc/passwd`,
    `vximg://${hash}/?size=../../etc/passwd`,
    `vximg://${hash}/?size=thumbnail&size=original`,
    `vximg://${hash}/?file=/etc/passwd`,
    `vximg://${hash.slice(1)}/`,
    `vximg://${hash}a/`,
    'vximg://etc/passwd',
    `vximg://${'zz'.repeat(32)}/`,
  ])('%s is a bad request', async (address) => {
    expect(await status(address)).toBe(400);
  });

  it('an image that no open project has is not found', async () => {
    expect(await status(`vximg://${hash}/`)).toBe(404);
  });

  it.each([
    'app://ellipsight/../main/main.js',
    'app://ellipsight/%2e%2e/main/main.js',
    'app://ellipsight/..%2fmain%2fmain.js',
    'app://ellipsight//etc/passwd',
    'app://ellipsight/',
    'app://ellipsight/assets',
  ])('%s is not found', async (address) => {
    expect(await status(address)).toBe(404);
  });

  it('the page itself is found', async () => {
    expect(await status('app://ellipsight/index.html')).toBe(200);
  });

  it('file:// is not loaded at all', async () => {
    expect(await status('file:///etc/passwd')).toMatch(/ERR_BLOCKED_BY_CLIENT/);
  });
});

describe('20: no raw Electron in the page', () => {
  it('the bridge is two functions', async () => {
    const bridge = await opened.page.evaluate(() =>
      Object.fromEntries(
        Object.entries(window.ellipsight).map(([key, value]) => [key, typeof value]),
      ),
    );
    expect(bridge).toEqual({ request: 'function', onNotice: 'function' });
  });

  it('it passes every request of the table on, and no other', async () => {
    const rejections = await opened.page.evaluate(
      (names) =>
        Promise.all(
          names.map((name) =>
            window.ellipsight.request(name as never, 'junk' as never).then(
              () => 'answered',
              (error: Error) => error.message,
            ),
          ),
        ),
      [...requestNames, 'app.quit', 'constructor', '__proto__', 'request:app.state'],
    );
    const known = rejections.slice(0, requestNames.length);
    const unknown = rejections.slice(requestNames.length);
    requestNames.forEach((name, index) => {
      expect(known[index]).toContain(`[malformed-argument] ${name}:`);
    });
    for (const message of unknown) expect(message).toMatch(/^There is no request named/);
  });

  it('a listener gets the notice and not the event', async () => {
    const received = opened.page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          window.ellipsight.onNotice('project.changed', (...all: unknown[]) => resolve(all));
        }),
    );
    // The subscription above is made before this message is sent: both go through the same page.
    await opened.page.evaluate(() => undefined);
    await opened.app.evaluate(({ BrowserWindow }) => {
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        webContents.send('notice:project.changed', { project: null });
      }
    });
    expect(await received).toEqual([{ project: null }]);
  });

  it('a notice that is not in the table cannot be listened to', async () => {
    const message = await opened.page.evaluate(() => {
      try {
        window.ellipsight.onNotice('anything' as never, () => undefined);
        return 'listening';
      } catch (error) {
        return String(error);
      }
    });
    expect(message).toContain('There is no notice named');
  });
});

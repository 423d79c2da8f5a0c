import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchSandboxed } from './sandboxed-window';
import type { AppWindow } from './window';

// The ways out of the page: permissions, embedded pages, navigation, new windows, other programs. The numbers are the
// items of Electron's security checklist.

const startPage = /^app:\/\/ellipsight\/index\.html(#.*)?$/;

let opened: AppWindow;

beforeAll(async () => {
  opened = await launchSandboxed();
});

afterAll(async () => {
  await opened.close();
});

/** Long enough for a navigation or a window that was not stopped to be seen. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 400));
}

async function windowCount(): Promise<number> {
  return opened.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
}

describe('5: permissions', () => {
  it('camera, place and notifications are refused', async () => {
    const result = await opened.page.evaluate(async () => {
      const media = navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'given',
        (error: DOMException) => error.name,
      );
      const place = new Promise<unknown>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : error.code),
        );
      });
      const states = await Promise.all(
        (['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[]).map(
          async (name) => (await navigator.permissions.query({ name })).state,
        ),
      );
      return {
        media: await media,
        place: await place,
        notification: await Notification.requestPermission(),
        states,
      };
    });
    expect(result).toEqual({
      media: 'NotAllowedError',
      place: 'denied',
      notification: 'denied',
      states: ['denied', 'denied', 'denied', 'denied'],
    });
  });

  it('a click cannot choose a HID, serial, USB or Bluetooth device', async () => {
    const { page } = opened;
    for (const kind of ['hid', 'serial', 'usb', 'bluetooth'] as const) {
      await page.evaluate((which) => {
        interface Chooser {
          requestDevice?(options: unknown): Promise<unknown>;
          requestPort?(): Promise<unknown>;
        }
        const chooser = (navigator as unknown as Record<string, Chooser | undefined>)[which];
        const holder = globalThis as { chosen?: Promise<string> };
        holder.chosen = new Promise((resolve) => {
          document.addEventListener(
            'click',
            () => {
              const asked =
                chooser === undefined
                  ? Promise.reject(new DOMException('', 'NoSuchApi'))
                  : which === 'serial'
                    ? chooser.requestPort?.()
                    : chooser.requestDevice?.({
                        filters: which === 'bluetooth' ? undefined : [],
                        ...(which === 'bluetooth' ? { acceptAllDevices: true } : {}),
                      });
              Promise.resolve(asked).then(
                (devices) =>
                  resolve(Array.isArray(devices) && devices.length === 0 ? 'none' : 'given'),
                (error: DOMException) => resolve(error.name),
              );
            },
            { once: true, capture: true },
          );
        });
      }, kind);
      await page.mouse.click(2, 2);
      const result = await page.evaluate(() => (globalThis as { chosen?: Promise<string> }).chosen);
      expect(['none', 'NotFoundError', 'NotAllowedError', 'NoSuchApi'], kind).toContain(result);
    }
  });
});

describe('11, 12: webviews', () => {
  it('an injected webview stays an unknown element without contents', async () => {
    const before = await windowCount();
    const kind = await opened.page.evaluate(() => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'app://ellipsight/index.html');
      view.setAttribute('allowpopups', '');
      document.body.append(view);
      return { constructor: view.constructor.name, children: view.childNodes.length };
    });
    await settle();
    expect(kind).toEqual({ constructor: 'HTMLElement', children: 0 });
    expect(await windowCount()).toBe(before);
  });

  it('even where a window allows the tag, nothing attaches', async () => {
    const attached = await opened.app.evaluate(async ({ BrowserWindow, webContents }) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: { webviewTag: true, sandbox: true, contextIsolation: true },
      });
      await other.loadURL('app://ellipsight/index.html');
      const before = webContents.getAllWebContents().length;
      await other.webContents.executeJavaScript(`
        const view = document.createElement('webview');
        view.setAttribute('src', 'app://ellipsight/index.html');
        document.body.append(view);
      `);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const after = webContents.getAllWebContents().length;
      const tagIsKnown: boolean = await other.webContents.executeJavaScript(
        `typeof document.querySelector('webview').reload === 'function'`,
      );
      other.destroy();
      return { more: after - before, tagIsKnown };
    });
    expect(attached).toEqual({ more: 0, tagIsKnown: true });
  });
});

describe('13, 15: navigation and other programs', () => {
  const places = [
    'https://example.invalid/',
    'http://127.0.0.1:9/',
    'file:///etc/passwd',
    'smb://example.invalid/share',
    'mailto:someone@example.invalid',
    'ellipsight-test:anything',
    'data:text/html,hello',
    'javascript:void(document.title="taken")',
    'app://other/index.html',
    'vximg://0000000000000000000000000000000000000000000000000000000000000000/',
  ];

  it.each(places)('setting the location to %s leaves the page where it is', async (place) => {
    await opened.page.evaluate((to) => {
      location.href = to;
    }, place);
    await settle();
    expect(opened.page.url()).toMatch(startPage);
    expect(await opened.page.title()).not.toBe('taken');
  });

  it('links, forms and a refresh do not leave the page either', async () => {
    await opened.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.invalid/';
      document.body.append(link);
      link.click();
      const form = document.createElement('form');
      form.action = 'https://example.invalid/';
      form.method = 'post';
      document.body.append(form);
      form.submit();
      const refresh = document.createElement('meta');
      refresh.httpEquiv = 'refresh';
      refresh.content = '0;url=https://example.invalid/';
      document.head.append(refresh);
    });
    await settle();
    expect(opened.page.url()).toMatch(startPage);
  });

  it('no program outside is asked to open an address', async () => {
    const asked = await opened.app.evaluate(async ({ BrowserWindow, shell }) => {
      const calls: string[] = [];
      shell.openExternal = async (url) => {
        calls.push(url);
      };
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      for (const scheme of ['mailto:a@b', 'smb://a/b', 'file:///etc/passwd', 'custom-x:1']) {
        await contents?.executeJavaScript(`location.href = ${JSON.stringify(scheme)}; null`, true);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      return calls;
    });
    expect(asked).toEqual([]);
    expect(opened.page.url()).toMatch(startPage);
  });

  it('a dropped file does not replace the page', async () => {
    const file = join(opened.folder, 'dropped.html');
    writeFileSync(file, '<title>dropped</title>');
    const devtools = await opened.page.context().newCDPSession(opened.page);
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
    }
    await settle();
    expect(opened.page.url()).toMatch(startPage);
    expect(await opened.page.title()).not.toBe('dropped');
  });
});

describe('14: new windows', () => {
  it('window.open and links to a new window open nothing', async () => {
    const before = await windowCount();
    const result = await opened.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'app://ellipsight/index.html';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      return ['app://ellipsight/index.html', 'about:blank', 'https://example.invalid/'].map(
        (address) => window.open(address),
      );
    });
    await settle();
    expect(result).toEqual([null, null, null]);
    expect(await windowCount()).toBe(before);
    expect(opened.app.windows()).toHaveLength(1);
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchSandboxed, noSandboxBecause } from './sandboxed-window';
import { checkout, nativeParts, type AppWindow, type UndocumentedContents } from './window';

// The settings themselves, as Electron reports them and as the sources write them. The numbers are the items of
// Electron's security checklist.

let opened: AppWindow;

beforeAll(async () => {
  opened = await launchSandboxed();
});

afterAll(async () => {
  await opened.close();
});

describe('2 to 4, 6, 8 to 11: what Electron says of the window', () => {
  it('isolation and sandbox are on, everything dangerous is off', async () => {
    const preferences = await opened.app.evaluate(({ BrowserWindow }) => {
      const contents: unknown = BrowserWindow.getAllWindows()[0]?.webContents;
      return (contents as UndocumentedContents).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      // 2
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      // 3
      contextIsolation: true,
      // 4
      sandbox: true,
      // 6
      webSecurity: true,
      // 8
      allowRunningInsecureContent: false,
      // 9
      experimentalFeatures: false,
      // 11
      webviewTag: false,
    });
    // 10: set nowhere; Electron reports none, as an empty text or not at all.
    expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
    // 2: reported only where it is on.
    expect(preferences).not.toHaveProperty('nodeIntegrationInWorker', true);
  });

  it.skipIf(noSandboxBecause !== null)(
    'main was started without the switch that turns the sandbox off',
    async () => {
      const switched = await opened.app.evaluate(({ app }) =>
        ['no-sandbox', 'disable-web-security'].map((name) => app.commandLine.hasSwitch(name)),
      );
      expect(switched).toEqual([false, false]);
    },
  );

  it('navigation, redirects, frames and webviews have their guards in every window', async () => {
    const guards = await opened.app.evaluate(async ({ BrowserWindow }) => {
      const another = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      const counts = [...BrowserWindow.getAllWindows()].map(({ webContents }) =>
        (
          ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'] as const
        ).map((event) => webContents.listenerCount(event)),
      );
      another.destroy();
      return counts;
    });
    expect(guards).toHaveLength(2);
    for (const counts of guards) expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
  });
});

describe('the sources', () => {
  const sources = ['src-main', 'src-shared', 'src-renderer'].flatMap((folder) =>
    readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|vue|html)$/.test(name))
      .map((name) => join(folder, name)),
  );

  const forbidden: readonly (readonly [item: string, pattern: RegExp])[] = [
    ['1: insecure addresses', /loadURL\(\s*['"`](?!app:)|loadFile\(/],
    ['2: Node in pages', /nodeIntegration(InWorker|InSubFrames)?:\s*true/],
    ['3: isolation off', /contextIsolation:\s*false/],
    ['4: sandbox off', /sandbox:\s*false|appendSwitch\(\s*['"`](no-sandbox|disable-.*sandbox)/],
    ['6: web security off', /webSecurity:\s*false|disable-web-security/],
    ['8: insecure content', /allowRunningInsecureContent:\s*true/],
    ['9: experimental features', /experimentalFeatures:\s*true/],
    ['10: Blink features', /enableBlinkFeatures/],
    ['11: webviews', /webviewTag:\s*true|allowpopups|<webview/],
    ['15: opening addresses elsewhere', /openExternal|openPath/],
    ['18: file scheme', /['"`]file:\/\//],
    ['20: the raw module in the page', /exposeInMainWorld\([^)]*ipcRenderer|enableRemoteModule/],
    ['HTML from text', /\bv-html\b|\.innerHTML\s*=|dangerouslyUseHTMLString/],
  ];

  it('are found', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources).toContain(join('src-main', 'window', 'create-window.ts'));
  });

  it.each(forbidden)('hold nothing of %s', (_item, pattern) => {
    const found = sources.filter((file) =>
      pattern.test(readFileSync(join(checkout, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('name Electron nowhere but in main and the preload', () => {
    const importing = sources.filter((file) =>
      /from ['"]electron['"]/.test(readFileSync(join(checkout, file), 'utf8')),
    );
    expect(importing.filter((file) => !file.startsWith('src-main'))).toEqual([]);
  });
});

describe('16: the version of Electron', () => {
  /**
   * Electron keeps three majors supported and makes one every eight weeks; 40.0.0 came out on 13 January 2026. So a
   * major is supported until the third after it, as planned on that rhythm.
   */
  function supportedUntil(major: number): Date {
    const weeks = 8 * (major + 3 - 40);
    return new Date(Date.UTC(2026, 0, 13) + weeks * 7 * 24 * 3600 * 1000);
  }

  it('is the one that the set-up chose', async () => {
    const running = await opened.app.evaluate(() => process.versions['electron']);
    console.log(`Electron ${running}${nativeParts().electron.current ? '' : ', the fallback'}`);
    expect(running).toBe(nativeParts().electron.version);
  });

  it.skipIf(!nativeParts().electron.current)(
    'is still supported (skipped with the fallback, which is for tests alone)',
    () => {
      const major = Number.parseInt(nativeParts().electron.version, 10);
      expect(Date.now()).toBeLessThan(supportedUntil(major).getTime());
    },
  );
});

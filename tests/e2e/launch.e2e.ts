import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemAuthor } from '../../src-main/settings/system-author';
import { ask, fillWithSample, outcomeOf } from './ask';
import { checkout, launchWindow, nativeParts, type AppWindow, type LaunchOptions } from './window';

let folder: string;
const open: AppWindow[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ellipsight-launch-'));
});

afterEach(async () => {
  for (const opened of open.splice(0)) await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every start of a test shares one folder, as the starts of one user do. */
async function start(options: LaunchOptions = {}): Promise<AppWindow> {
  const opened = await launchWindow({ ...options, folder });
  open.push(opened);
  return opened;
}

async function stop(opened: AppWindow): Promise<void> {
  open.splice(open.indexOf(opened), 1);
  await opened.close();
}

/** Starts the app a second time beside the one that runs, and waits for its end. */
function startAgain(args: readonly string[]): Promise<number | null> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(nativeParts().electron.executable, [...root, checkout, ...args], {
    env: { ...process.env, ELLIPSIGHT_USER_DATA: join(folder, 'user-data') },
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.once('exit', resolve));
}

async function openProject(opened: AppWindow): Promise<string | null> {
  return (await ask(opened.page, 'app.state', {})).project?.path ?? null;
}

describe('the first start', () => {
  it('shows the first screen of the app, and knows of no project', async () => {
    const { page, screenshot } = await start();
    expect(page.url()).toMatch(/^app:\/\/ellipsight\/index\.html/);
    expect(await page.title()).toBe('Ellipsight');
    await page.getByTestId('start-view').waitFor();
    await screenshot('launch-first-start');
    const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
    expect(await ask(page, 'app.state', {})).toEqual({
      version,
      project: null,
      recent: [],
      theme: 'system',
      // Nobody has been asked yet.
      author: { name: systemAuthor(), given: false },
      keys: {},
    });
    expect(await outcomeOf(page, 'runs.list', {})).toMatchObject({
      ok: false,
      failure: { kind: 'no-project' },
    });
  });

  it('breaks no rule of its own Content-Security-Policy', async () => {
    const { page } = await start();
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { violations: seen });
      document.addEventListener('securitypolicyviolation', (event) => {
        seen.push(`${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
    await page.reload();
    await page.getByTestId('start-view').waitFor();
    expect(await page.evaluate(() => (window as { violations?: string[] }).violations)).toEqual([]);
  });
});

describe('a later start', () => {
  it('remembers theme, projects and the place of the window', async () => {
    const first = await start();
    const path = join(folder, 'steel.ellipsight');
    await ask(first.page, 'project.create', { path });
    await ask(first.page, 'app.set-theme', { theme: 'dark' });
    await first.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 1100, height: 700 });
    });
    await stop(first);

    const second = await start();
    const state = await ask(second.page, 'app.state', {});
    expect(state).toMatchObject({ project: null, theme: 'dark' });
    expect(state.recent).toMatchObject([{ path, name: 'steel', exists: true }]);
    const seen = await second.app.evaluate(({ BrowserWindow, nativeTheme }) => {
      const [window] = BrowserWindow.getAllWindows();
      return {
        size: window?.getSize(),
        background: window?.getBackgroundColor().toLowerCase(),
        dark: nativeTheme.shouldUseDarkColors,
      };
    });
    expect(seen).toEqual({ size: [1100, 700], background: '#191c21', dark: true });
    await second.page.getByTestId('start-view').waitFor();
    await second.screenshot('launch-dark');
  });

  it('opens the project that it is given, as --project or as a path', async () => {
    const first = await start();
    const path = join(folder, 'wood.ellipsight');
    await ask(first.page, 'project.create', { path });
    await stop(first);

    const second = await start({ args: ['--project', path] });
    expect(await openProject(second)).toBe(path);
    await stop(second);

    const third = await start({ args: [path] });
    expect(await openProject(third)).toBe(path);
  });

  it('after a kill finds the project whole and free', async () => {
    const first = await start();
    const path = join(folder, 'felt.ellipsight');
    await ask(first.page, 'project.create', { path });
    await fillWithSample(first.page, { textures: 1, ok: 2, defective: 1, size: 128, seed: 1 });
    const before = await ask(first.page, 'project.summary', {});
    const child = first.app.process();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    open.splice(0);

    const second = await start({ args: [path] });
    expect(await ask(second.page, 'project.summary', {})).toEqual(before);
  });
});

describe('a second start beside the first', () => {
  it('hands its project to the window that is open, and ends', async () => {
    const first = await start();
    const one = join(folder, 'one.ellipsight');
    const two = join(folder, 'two.ellipsight');
    await ask(first.page, 'project.create', { path: one });
    await ask(first.page, 'project.create', { path: two });
    expect(await openProject(first)).toBe(two);
    expect(await startAgain(['--project', one])).toBe(0);
    await expect.poll(() => openProject(first), { timeout: 10_000 }).toBe(one);
    expect(first.app.windows()).toHaveLength(1);
  });

  it('has the open window say it, when that project cannot be opened', async () => {
    const first = await start();
    await first.app.evaluate(({ dialog }) => {
      const shown: unknown[] = [];
      Object.assign(globalThis, { shown });
      dialog.showMessageBox = async (...all: unknown[]) => {
        shown.push(all.at(-1));
        return { response: 0, checkboxChecked: false };
      };
    });
    expect(await startAgain(['--project', join(folder, 'gone.ellipsight')])).toBe(0);
    const shown = (): Promise<unknown> =>
      first.app.evaluate(() => (globalThis as { shown?: unknown[] }).shown ?? []);
    await expect
      .poll(shown, { timeout: 10_000 })
      .toMatchObject([{ type: 'error', message: expect.stringContaining('gone.ellipsight') }]);
  });
});

describe('the page', () => {
  it('comes back by itself after its process was killed', async () => {
    const { app } = await start();
    const pid = (): Promise<number | undefined> =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      );
    const killed = await pid();
    process.kill(killed ?? 0, 'SIGKILL');
    const bridge = (): Promise<unknown> =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript('typeof window.ellipsight')
          .catch(() => 'none'),
      );
    await expect.poll(pid, { timeout: 10_000 }).not.toBe(killed);
    await expect.poll(bridge, { timeout: 10_000 }).toBe('object');
  });
});

describe('the images of a project', () => {
  it('are the same bytes from the window as from the command line, for the same seed', async () => {
    const { page, output } = await start();
    const sample = { textures: 2, ok: 2, defective: 2, size: 128, seed: 7 };
    const fromWindow = join(folder, 'window.ellipsight');
    await ask(page, 'project.create', { path: fromWindow });
    await fillWithSample(page, sample);
    // Two copies of glib in one process, see docs/decisions/0030.
    expect(output()).not.toContain('GLib-GObject-CRITICAL');

    const fromCommandLine = join(folder, 'command-line.ellipsight');
    const cli = join(checkout, 'out', 'main', 'cli.js');
    const settings = Object.entries(sample).flatMap(([key, value]) => [`--${key}`, `${value}`]);
    execFileSync(process.execPath, [cli, 'create', fromCommandLine], { stdio: 'ignore' });
    execFileSync(process.execPath, [cli, 'sample', fromCommandLine, ...settings], {
      stdio: 'ignore',
    });
    const stored = (project: string): readonly string[] =>
      readdirSync(join(project, 'images'), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.png'))
        .sort();
    expect(stored(fromWindow)).toHaveLength(8);
    expect(stored(fromWindow)).toEqual(stored(fromCommandLine));
  });

  it('are shown by their hashes, as stored and as thumbnails', async () => {
    const { page, screenshot } = await start();
    await ask(page, 'project.create', { path: join(folder, 'shown.ellipsight') });
    await fillWithSample(page, { textures: 1, ok: 3, defective: 1, size: 320, seed: 2 });
    const { rows } = await ask(page, 'images.page', {
      filter: { textureId: null, verdict: null, text: '' },
      offset: 0,
      limit: 10,
    });
    expect(rows).toHaveLength(4);
    const sizes = await page.evaluate(
      (hashes) =>
        Promise.all(
          hashes.flatMap((hash) =>
            [`vximg://${hash}/`, `vximg://${hash}/?size=thumbnail`].map(async (address) => {
              const image = new Image();
              image.src = address;
              await image.decode();
              return image.naturalWidth;
            }),
          ),
        ),
      rows.map(({ sha256 }) => sha256),
    );
    const originals = sizes.filter((_, index) => index % 2 === 0);
    const thumbnails = sizes.filter((_, index) => index % 2 === 1);
    expect(originals).toEqual([320, 320, 320, 320]);
    for (const width of thumbnails) {
      expect(width).toBeGreaterThan(0);
      expect(width).toBeLessThanOrEqual(320);
    }
    await page.getByTestId('nav-images').click();
    await page.getByTestId('image-tile').first().waitFor();
    await expect
      .poll(
        () =>
          page.evaluate(() =>
            [...document.querySelectorAll('img')].every(
              (image) => image.complete && image.naturalWidth > 0,
            ),
          ),
        { timeout: 30_000 },
      )
      .toBe(true);
    await screenshot('launch-images');
  });
});

import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { Bridge } from '../../src-shared/ipc/bridge';
import { graveFindings } from './axe';

declare global {
  interface Window {
    readonly ellipsight: Bridge;
  }
}

/** Electron has this since long, and keeps it out of its documentation and types. */
export interface UndocumentedContents {
  getLastWebPreferences(): Record<string, unknown>;
}

/** The checkout, whose `out/` holds the built app. */
export const checkout = resolve(import.meta.dirname, '../..');

const screenshots = join(checkout, 'test-results', 'screenshots');

export interface Parts {
  readonly sqliteBinding: string;
  readonly electron: {
    readonly executable: string;
    readonly version: string;
    readonly current: boolean;
  };
}

/** Where the set-up put the native parts. */
export function nativeParts(): Parts {
  return JSON.parse(readFileSync(join(checkout, '.setup', 'parts.json'), 'utf8'));
}

/** A window of the built app, with settings and a folder of its own that vanish with it. */
export interface AppWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** An empty folder for projects and sources. */
  readonly folder: string;
  /** Everything main and its children printed. */
  output(): string;
  /** Writes `test-results/screenshots/NAME.png`. */
  screenshot(name: string): Promise<void>;
  /** As `screenshot`; fails where axe-core finds anything serious or critical, in light or in dark. */
  checked(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Arguments for the app, e.g. a project's folder. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The app's folder; the checkout unless told. */
  readonly appFolder?: string;
  readonly executable?: string;
  /** For projects and sources, kept when the app closes; a new one that vanishes unless told. */
  readonly folder?: string;
  /** Settings and Chromium's files; in the folder unless told. */
  readonly userData?: string;
  /** Whether Chromium may use its sandbox; not for root, unless the executable steps down from it. */
  readonly sandbox?: boolean;
}

/** Starts the built app and waits for its first page. */
export async function launchWindow(options: LaunchOptions = {}): Promise<AppWindow> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'ellipsight-e2e-'));
  const sandbox = options.sandbox ?? process.getuid?.() !== 0;
  const app = await _electron.launch({
    executablePath: options.executable ?? nativeParts().electron.executable,
    // Playwright passes --no-sandbox unless told otherwise.
    chromiumSandbox: sandbox,
    args: [options.appFolder ?? checkout, ...(options.args ?? [])],
    env: {
      ...stringsOnly(process.env),
      ELLIPSIGHT_TEST: '1',
      ELLIPSIGHT_USER_DATA: options.userData ?? join(folder, 'user-data'),
      ...options.env,
    },
    timeout: 60_000,
  });
  // Asked for now: an app that has been killed no longer says which process it was.
  const child = app.process();
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      printed += text.toString();
    });
  }
  const page = await app.firstWindow().catch((error: Error) => {
    child.kill('SIGKILL');
    throw new Error(`${error.message}\nThe app printed:\n${printed}`);
  });
  await page.waitForLoadState('load');
  const screenshot = async (name: string): Promise<void> => {
    mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, `${name}.png`) });
  };
  return {
    app,
    page,
    folder,
    output: () => printed,
    screenshot,
    async checked(name) {
      await screenshot(name);
      const findings = await graveFindings(page);
      if (findings.length > 0) {
        throw new Error(`${name} shuts people out:\n${findings.join('\n')}`);
      }
    },
    async close() {
      await closeOrEnd(app, child);
      if (options.folder === undefined) {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Closes the app as a user does; one that does not follow, e.g. since it asks something, is ended and fails the test. */
async function closeOrEnd(app: ElectronApplication, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  let patience: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    patience = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('The app did not close within 30 s and was ended.'));
    }, 30_000);
  });
  await Promise.race([app.close(), tooLong]).finally(() => clearTimeout(patience));
}

function stringsOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

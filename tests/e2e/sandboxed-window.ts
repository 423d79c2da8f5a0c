import { cpSync, copyFileSync, mkdirSync, mkdtempSync, chmodSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../scripts/setup/cache-folder.mjs';
import { nonRootElectron } from '../../scripts/setup/non-root-electron.mjs';
import { checkout, launchWindow, nativeParts, type AppWindow } from './window';

/** A script in the page's own folder, so that it runs as the page's own: Playwright's `evaluate` ignores the CSP. */
export interface PageScript {
  readonly name: string;
  readonly text: string;
}

/** Why Chromium's sandbox cannot be had on this computer; null where it can. */
export const noSandboxBecause = ((): string | null => {
  if (process.getuid?.() !== 0) {
    return null;
  }
  const probe = anotherUser();
  if (probe.kind === 'impossible') {
    return probe.why;
  }
  probe.remove();
  return null;
})();

/**
 * Starts a copy of the built app with Chromium's sandbox really on. Root cannot have it, so root's tests run the app
 * as the user "nobody".
 *
 * @param scripts Served beside the page as `app://ellipsight/NAME`.
 */
export async function launchSandboxed(scripts: readonly PageScript[] = []): Promise<AppWindow> {
  const place = mkdtempSync(join(tmpdir(), 'ellipsight-sandboxed-'));
  chmodSync(place, 0o755);
  const stepsDown = process.getuid?.() === 0 && noSandboxBecause === null;
  const user = stepsDown ? anotherUser() : null;
  if (user?.kind === 'impossible') {
    throw new Error(`the sandbox was possible a moment ago, and now it is not: ${user.why}`);
  }
  const home = user?.home ?? place;
  const window = await launchWindow({
    appFolder: copyApp(place, scripts),
    executable: user?.executable ?? nativeParts().electron.executable,
    sandbox: noSandboxBecause === null,
    userData: join(home, 'user-data'),
    // A camera for the tests of permissions: without any, a refusal would prove nothing.
    args: ['--use-fake-device-for-media-stream'],
    env: {
      ELLIPSIGHT_PARTS: join(checkout, '.setup', 'parts.json'),
      ...(user === null ? {} : { HOME: user.home, XDG_RUNTIME_DIR: user.home }),
    },
  });
  return {
    ...window,
    folder: home,
    async close() {
      await window.close();
      user?.remove();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

function anotherUser(): ReturnType<typeof nonRootElectron> {
  return nonRootElectron(nativeParts().electron.executable, [checkout, cacheFolder()]);
}

/** The built files, beside the packages of the checkout. */
function copyApp(place: string, scripts: readonly PageScript[]): string {
  const folder = join(place, 'app');
  mkdirSync(folder);
  for (const part of ['main', 'preload', 'renderer']) {
    cpSync(join(checkout, 'out', part), join(folder, 'out', part), { recursive: true });
  }
  copyFileSync(join(checkout, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  for (const { name, text } of scripts) {
    writeFileSync(join(folder, 'out', 'renderer', name), text);
  }
  return folder;
}

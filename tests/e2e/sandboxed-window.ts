import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { checkout, launchWindow, nativeParts, type AppWindow } from './window';

/** The system's user without rights, Debian's "nobody". */
const nobody = 65_534;
const stepDown = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] as const;

/** A script in the page's own folder, so that it runs as the page's own: Playwright's `evaluate` ignores the CSP. */
export interface PageScript {
  readonly name: string;
  readonly text: string;
}

/**
 * Starts a copy of the built app with Chromium's sandbox really on. Root cannot have it, so root's tests run the app
 * as the user "nobody", from a folder that this user can read.
 *
 * @param scripts Served beside the page as `app://ellipsight/NAME`.
 */
export async function launchSandboxed(scripts: readonly PageScript[] = []): Promise<AppWindow> {
  const place = mkdtempSync(join(tmpdir(), 'ellipsight-sandboxed-'));
  chmodSync(place, 0o755);
  const appFolder = copyApp(place, scripts);
  const root = process.getuid?.() === 0;
  const executable = root ? executableForNobody(place) : nativeParts().electron.executable;
  const home = join(place, 'home');
  mkdirSync(home);
  if (root) {
    chownSync(home, nobody, nobody);
  }
  const window = await launchWindow({
    appFolder,
    executable,
    sandbox: true,
    userData: join(home, 'user-data'),
    // Devices for the tests of permissions: without any, a refusal would prove nothing.
    args: ['--use-fake-device-for-media-stream'],
    env: {
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_CACHE_HOME: join(home, '.cache'),
      ELLIPSIGHT_PARTS: copyParts(place),
      ...readableDisplayKey(place),
    },
  });
  return {
    ...window,
    folder: home,
    async close() {
      await window.close();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

/** The built files, and the packages where the original has them. */
function copyApp(place: string, scripts: readonly PageScript[]): string {
  const folder = join(place, 'app');
  mkdirSync(folder);
  cpSync(join(checkout, 'out'), join(folder, 'out'), { recursive: true });
  copyFileSync(join(checkout, 'package.json'), join(folder, 'package.json'));
  const packages = join(checkout, 'node_modules');
  if (readableByNobody(join(packages, 'zod', 'package.json'))) {
    symlinkSync(packages, join(folder, 'node_modules'));
  } else {
    linkOrCopy(packages, join(folder, 'node_modules'));
  }
  for (const { name, text } of scripts) {
    writeFileSync(join(folder, 'out', 'renderer', name), text);
  }
  return folder;
}

/** A description of the native parts that names a SQLite binding which nobody can read. */
function copyParts(place: string): string {
  const parts = nativeParts();
  const binding = join(place, basename(parts.sqliteBinding));
  copyFileSync(parts.sqliteBinding, binding);
  const file = join(place, 'parts.json');
  writeFileSync(file, JSON.stringify({ ...parts, sqliteBinding: binding }));
  return file;
}

/** Electron where "nobody" can read it, behind a script that steps down to that user. */
function executableForNobody(place: string): string {
  const original = nativeParts().electron.executable;
  const electron = join(place, 'electron');
  linkOrCopy(dirname(original), electron);
  const script = join(place, 'electron-as-nobody');
  writeFileSync(
    script,
    `#!/bin/sh\nexec ${stepDown.join(' ')} '${join(electron, basename(original))}' "$@"\n`,
    { mode: 0o755 },
  );
  return script;
}

function readableByNobody(file: string): boolean {
  const [program, ...first] = stepDown;
  if (process.getuid?.() !== 0 || program === undefined) {
    return true;
  }
  return spawnSync(program, [...first, 'test', '-r', file]).status === 0;
}

/** Hard links cost nothing; where the folders lie on two file systems the files are copied. */
function linkOrCopy(from: string, to: string): void {
  if (spawnSync('cp', ['-rl', from, to]).status !== 0) {
    rmSync(to, { recursive: true, force: true });
    execFileSync('cp', ['-r', from, to]);
  }
}

/** The key to the X display lies in a folder of root's. */
function readableDisplayKey(place: string): Record<string, string> {
  const original = process.env['XAUTHORITY'];
  if (original === undefined || !existsSync(original)) {
    return {};
  }
  const copy = join(place, 'Xauthority');
  copyFileSync(original, copy);
  chmodSync(copy, 0o644);
  return { XAUTHORITY: copy };
}

// Opens the built window, for `npm start` and the demo.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { root } from './prepare.mjs';

/** Whether a window could be shown here. */
export function hasDisplay() {
  return (
    process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  );
}

/**
 * Opens the window and waits until it is closed.
 *
 * @param {string} executable Electron's
 * @param {readonly string[]} windowArguments for the app: a project's folder, or none
 * @returns {Promise<number>} exit code
 */
export function openWindow(executable, windowArguments) {
  // Chromium's sandbox does not work for root, and Electron then refuses to start without being told so.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const electronArguments = [...(isRoot ? ['--no-sandbox'] : []), root, ...windowArguments];
  return new Promise((resolve, reject) => {
    const child = spawn(executable, electronArguments, { stdio: ['ignore', 2, 2] });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

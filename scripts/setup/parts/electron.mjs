import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { currentElectron } from '../electron-current.mjs';
import { fallbackElectron } from '../electron-fallback.mjs';
import { SetupFailure } from '../setup-failure.mjs';
import { writeWhole } from '../stamp.mjs';

/**
 * Electron: the version named in package.json by its own download, or where that cannot be reached,
 * an older one to run and test with. A failed attempt is remembered, so that later set-ups do not
 * wait for it; `--retry` tries again.
 *
 * @param {import('../context.mjs').Context} context
 * @returns {import('../context.mjs').Part}
 */
export function electronPart(context) {
  const current = currentElectron(context);
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (own !== undefined) return ownElectron(own, current.version);
  const fallback = fallbackElectron(context);
  const memory = join(context.cache, 'electron-attempt.json');

  function hasFailedBefore() {
    if (context.options.retry || !existsSync(memory)) return false;
    return JSON.parse(readFileSync(memory, 'utf8')).version === current.version;
  }

  return {
    name: 'Electron',
    isReady: () => current.isReady() || (hasFailedBefore() && fallback.isReady()),
    async make() {
      if (!hasFailedBefore()) {
        const why = await current.make();
        if (why === undefined) return;
        context.say(`  Electron ${current.version} could not be fetched: ${why}`);
        writeWhole(memory, JSON.stringify({ version: current.version, why }));
      }
      context.say(
        `  using Electron ${fallback.version} instead, to run and test with; "npm run setup -- --retry" tries ${current.version} again`,
      );
      await fallback.make();
    },
    result: () => ({
      electron: current.isReady()
        ? { executable: current.executable, version: current.version, current: true }
        : { executable: fallback.executable, version: fallback.version, current: false },
    }),
  };
}

/**
 * An Electron that the user placed, named by Electron's own variable.
 *
 * @param {string} folder
 * @param {string} currentVersion
 * @returns {import('../context.mjs').Part}
 */
function ownElectron(folder, currentVersion) {
  const executable = resolve(folder, 'electron');
  const isThere = () => existsSync(executable) && existsSync(join(folder, 'version'));
  return {
    name: 'Electron',
    isReady: isThere,
    async make() {
      throw new SetupFailure(
        'Electron',
        `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, which holds no Electron`,
        'correct or unset that variable',
      );
    },
    result: () => {
      const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
      return { electron: { executable, version, current: version === currentVersion } };
    },
  };
}

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The folder outside the project that holds everything large; one for all checkouts of a user.
 * A relative XDG_CACHE_HOME is ignored, as the XDG base directory specification demands.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheFolder(env = process.env) {
  const base = env.XDG_CACHE_HOME;
  return join(
    base !== undefined && isAbsolute(base) ? base : join(homedir(), '.cache'),
    'ellipsight',
  );
}

/**
 * An empty folder inside the cache for files in the making. It is on the same file system as their
 * final place, so that a rename puts them there whole or not at all.
 *
 * @param {string} cache
 * @param {string} name
 */
export function emptyScratchFolder(cache, name) {
  const folder = join(cache, 'scratch', `${name}-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Removes what killed set-ups left in the making. Call it only while holding the lock.
 *
 * @param {string} cache
 */
export function removeScratch(cache) {
  rmSync(join(cache, 'scratch'), { recursive: true, force: true });
}

/**
 * Removes whole wheels, which nobody needs once all parts are made from them. Partial files stay.
 *
 * @param {string} cache
 */
export function removeUsedWheels(cache) {
  const downloads = join(cache, 'downloads');
  mkdirSync(downloads, { recursive: true });
  for (const file of readdirSync(downloads)) {
    if (file.endsWith('.whl')) rmSync(join(downloads, file));
  }
}

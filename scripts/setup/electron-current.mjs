import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { emptyScratchFolder } from './cache-folder.mjs';
import { ResumingDownload } from './resuming-download.mjs';
import { isStamped, recipeOf, writeStamp } from './stamp.mjs';

const require = createRequire(import.meta.url);

/**
 * The Electron that package.json names, fetched by Electron's own library, which knows its mirrors
 * and environment variables and checks the archive against the checksums in the electron package.
 *
 * @param {import('./context.mjs').Context} context
 */
export function currentElectron(context) {
  const packageFolder = join(context.root, 'node_modules/electron');
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const folder = join(context.cache, `electron-${version}`);
  const executable = join(folder, 'electron');
  const recipe = recipeOf([version, process.platform, process.arch]);

  /** @returns {Promise<string | undefined>} why it failed; undefined when it is there */
  async function make() {
    const partial = join(context.cache, 'downloads', `electron-${version}.zip.part`);
    try {
      const { downloadArtifact, initializeProxy } = await import('@electron/get');
      initializeProxy();
      const archive = await downloadArtifact({
        version,
        artifactName: 'electron',
        platform: process.platform,
        arch: process.arch,
        checksums: require(join(packageFolder, 'checksums.json')),
        cacheRoot: join(context.cache, 'electron-archives'),
        downloader: new ResumingDownload(partial, `fetching Electron ${version}`),
      });
      const scratch = emptyScratchFolder(context.cache, 'electron');
      const { extract } = await import('@electron-internal/extract-zip');
      await extract(archive, { dir: scratch });
      if (!existsSync(join(scratch, 'electron'))) return 'its archive holds no electron';
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(context.cache, { recursive: true });
      renameSync(scratch, folder);
      writeStamp(context.cache, 'electron-current', recipe, [executable]);
      rmSync(join(context.cache, 'electron-archives'), { recursive: true, force: true });
      return undefined;
    } catch (problem) {
      // Whatever the reason, the replacement is tried next, and this reason is shown.
      return reasonOf(problem);
    }
  }

  return {
    version,
    executable,
    isReady: () => isStamped(context.cache, 'electron-current', recipe),
    make,
  };
}

/**
 * "fetch failed" says nothing; the cause below it does.
 *
 * @param {unknown} problem
 * @returns {string}
 */
function reasonOf(problem) {
  if (!(problem instanceof Error)) return String(problem);
  return problem.cause === undefined ? problem.message : reasonOf(problem.cause);
}

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { emptyScratchFolder } from './cache-folder.mjs';
import { lastLines, runProgram } from './run-program.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { writeWhole } from './stamp.mjs';

/** Python to use: the one named by the variable PYTHON, else the one on the path. */
export const python = process.env.PYTHON ?? 'python3';

const INSTALL_HINT = 'install Python 3 with pip (Debian: apt-get install python3 python3-pip)';

/**
 * A pip of a known version in the cache. Its session and its link finder are used to continue
 * broken downloads, which no pip offers as a command; in the system's pip, of any age, those
 * classes may differ, so it only fetches this one. `--target` works although Debian marks its
 * Python as externally managed, and leaves the system untouched.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<string>} the folder to put on Python's path
 */
export async function privatePip(context) {
  const { version, sha256 } = context.recipes.pip;
  const folder = join(context.cache, `pip-${version}`);
  if (existsSync(folder)) return folder;
  const scratch = emptyScratchFolder(context.cache, 'pip');
  const requirement = join(scratch, 'requirement.txt');
  writeWhole(requirement, `pip==${version} --hash=sha256:${sha256}\n`);
  const target = join(scratch, 'pip');
  mkdirSync(target);
  const outcome = await runProgram(python, [
    ...['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'],
    ...['--no-deps', '--only-binary=:all:', '--require-hashes', '--no-warn-script-location'],
    ...['--target', target, '--requirement', requirement],
  ]);
  if (outcome.code !== 0) {
    const noPip = outcome.stderr.includes('No module named pip');
    throw new SetupFailure(
      'pip',
      noPip ? `${python} has no pip` : lastLines(outcome.stderr, 3),
      noPip
        ? INSTALL_HINT
        : 'check that "pip download pip" works on this computer (index, proxy, certificates), then start again',
    );
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(target, folder);
  return folder;
}

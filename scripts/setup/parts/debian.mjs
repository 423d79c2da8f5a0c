import { existsSync } from 'node:fs';
import { runProgram, lastLines } from '../run-program.mjs';
import { SetupFailure } from '../setup-failure.mjs';
import { isStamped, recipeOf, writeStamp } from '../stamp.mjs';

const NAME = 'Debian packages';
/** Changes with every package installed or removed. */
const DPKG_STATUS = '/var/lib/dpkg/status';
const APT_ENVIRONMENT = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/**
 * The system libraries that Electron needs, and what its tests need where there is no screen.
 * Installed where the set-up runs as root; otherwise the line to type is shown: without the
 * libraries the set-up ends with it, without the tests' packages it goes on.
 *
 * @param {import('../context.mjs').Context} context
 * @returns {import('../context.mjs').Part}
 */
export function debianPart(context) {
  const { window, tests } = context.recipes.debianPackages;
  const recipe = recipeOf([window, tests]);
  const isDebian = existsSync(DPKG_STATUS);

  return {
    name: NAME,
    isReady: () => !isDebian || isStamped(context.cache, 'debian-packages', recipe),
    async make() {
      const missingWindow = await missing(window);
      const missingTests = await missing(tests);
      if (missingWindow.length + missingTests.length > 0) {
        if (process.getuid?.() === 0) await install([...missingWindow, ...missingTests], context);
        else await adviseToInstall(missingWindow, missingTests, context);
      }
      writeStamp(context.cache, 'debian-packages', recipe, [DPKG_STATUS]);
    },
    result: () => ({}),
  };
}

/**
 * @param {readonly import('../context.mjs').PackageName[]} missingWindow
 * @param {readonly import('../context.mjs').PackageName[]} missingTests
 * @param {import('../context.mjs').Context} context
 */
async function adviseToInstall(missingWindow, missingTests, context) {
  const names = await Promise.all([...missingWindow, ...missingTests].map(offeredName));
  const line = `sudo apt-get update && sudo apt-get install --no-install-recommends ${names.join(' ')}`;
  if (missingWindow.length > 0) {
    throw new SetupFailure(
      NAME,
      'libraries that the window needs are not installed, and only root can install them',
      `type: ${line}`,
    );
  }
  context.say(`  for tests without a screen, type: ${line}`);
}

/**
 * @param {readonly import('../context.mjs').PackageName[]} packages
 * @returns {Promise<readonly import('../context.mjs').PackageName[]>}
 */
async function missing(packages) {
  const outcome = await runProgram('dpkg-query', [
    ...['--show', '--showformat', '${Package} ${db:Status-Status}\\n'],
    ...packages.flat(),
  ]);
  const installed = new Set(
    outcome.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.slice(0, line.indexOf(' '))),
  );
  return packages.filter((names) => ![names].flat().some((name) => installed.has(name)));
}

/**
 * @param {readonly import('../context.mjs').PackageName[]} packages
 * @param {import('../context.mjs').Context} context
 */
async function install(packages, context) {
  // An earlier set-up may have been killed while dpkg was at work.
  await apt('dpkg', ['--configure', '-a']);
  context.say('  reading the lists of packages');
  await apt('apt-get', ['update']);
  const names = await Promise.all(packages.map(offeredName));
  context.say(`  installing ${names.join(' ')}`);
  const install = ['install', '--yes', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  await apt('apt-get', [...install, ...names]);
}

/**
 * The name under which this release offers a package.
 *
 * @param {import('../context.mjs').PackageName} names
 */
async function offeredName(names) {
  const candidates = [names].flat();
  for (const name of candidates) {
    const outcome = await runProgram('apt-cache', ['show', '--no-all-versions', name]);
    if (outcome.code === 0 && outcome.stdout !== '') return name;
  }
  return candidates.at(-1) ?? '';
}

/**
 * @param {string} program
 * @param {readonly string[]} programArguments
 */
async function apt(program, programArguments) {
  const outcome = await runProgram(program, programArguments, { env: APT_ENVIRONMENT });
  if (outcome.code === 0) return;
  throw new SetupFailure(
    NAME,
    `"${program} ${programArguments.join(' ')}" failed: ${lastLines(outcome.stderr, 2)}`,
    'run that line yourself, cure what it says, and start again',
  );
}

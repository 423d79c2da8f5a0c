import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeScratch, removeUsedWheels } from './cache-folder.mjs';
import { makeContext } from './context.mjs';
import { lockCache } from './lock.mjs';
import { debianPart } from './parts/debian.mjs';
import { electronPart } from './parts/electron.mjs';
import { sqlitePart } from './parts/sqlite.mjs';
import { tensorflowPart } from './parts/tensorflow.mjs';
import { weightsPart } from './parts/weights.mjs';
import { python } from './pip.mjs';
import { runProgram } from './run-program.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { writeWhole } from './stamp.mjs';

/** What is needed of node_modules; absent when `npm ci` was not run or was broken off. */
const NEEDED_PACKAGES = ['better-sqlite3', '@tensorflow/tfjs-node-gpu', 'electron', 'protobufjs'];

/**
 * Sets up all native parts and writes `.setup/parts.json`. Does nothing, quickly, when all is there.
 * It may be killed at any moment; the next run continues.
 *
 * @param {import('./context.mjs').Options} options
 * @returns {Promise<'nothing to do' | 'done'>}
 * @throws {SetupFailure} for everything that the user can cure
 */
export async function setUp(options) {
  const context = makeContext(options);
  checkSystem(context.root);
  const parts = [
    sqlitePart(context),
    tensorflowPart(context),
    weightsPart(context),
    electronPart(context),
    debianPart(context),
  ];
  const isReady = (/** @type {import('./context.mjs').Part} */ part) => part.isReady();
  if (!options.retry && parts.every(isReady) && isWritten(context.root, parts)) {
    return 'nothing to do';
  }
  await checkPython();
  const lock = await lockCache(context.cache, python, () =>
    context.say('Another set-up is at work; waiting for it to end.'),
  );
  try {
    removeScratch(context.cache);
    for (const [index, part] of parts.entries()) {
      const number = `[${index + 1}/${parts.length}]`;
      if (part.isReady()) {
        context.say(`${number} ${part.name}: ready`);
      } else {
        context.say(`${number} ${part.name}`);
        await make(part, context.cache);
      }
    }
    writeWhole(partsFile(context.root), partsText(parts));
    removeScratch(context.cache);
    removeUsedWheels(context.cache);
  } finally {
    lock.release();
  }
  return 'done';
}

/** What the operating system says when the cache folder cannot take more. */
const DISK_PROBLEMS = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO'];

/**
 * @param {import('./context.mjs').Part} part
 * @param {string} cache
 */
async function make(part, cache) {
  try {
    await part.make();
  } catch (problem) {
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
    if (!(problem instanceof Error) || !DISK_PROBLEMS.includes(code)) throw problem;
    throw new SetupFailure(
      part.name,
      problem.message,
      `see that this place is writable and has room; the cache ${cache} needs 2 GB, and XDG_CACHE_HOME moves it; then start again`,
    );
  }
}

async function checkPython() {
  const outcome = await runProgram(python, [
    '-c',
    'import sys; sys.exit(sys.version_info < (3, 9))',
  ]);
  if (outcome.code === 0) return;
  throw new SetupFailure(
    'Python',
    outcome.found ? `${python} is older than 3.9` : `there is no program ${python}`,
    'install Python 3 with pip (Debian: apt-get install python3 python3-pip), or name one with the variable PYTHON, and start again',
  );
}

/** @param {string} root */
function checkSystem(root) {
  const missing = NEEDED_PACKAGES.filter((name) => !existsSync(join(root, 'node_modules', name)));
  if (missing.length > 0) {
    throw new SetupFailure(
      'the npm packages',
      `${missing.join(', ')} missing`,
      'run "npm ci" first',
    );
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupFailure(
      'the native parts',
      `they are known for Linux on x64 only, and this is ${process.platform} on ${process.arch}`,
      'use a Linux computer with an x64 processor',
    );
  }
}

/** @param {string} root */
function partsFile(root) {
  return join(root, '.setup', 'parts.json');
}

/** @param {readonly import('./context.mjs').Part[]} parts */
function partsText(parts) {
  const results = Object.assign({}, ...parts.map((part) => part.result()));
  return `${JSON.stringify(results, null, 2)}\n`;
}

/**
 * @param {string} root
 * @param {readonly import('./context.mjs').Part[]} parts
 */
function isWritten(root, parts) {
  const file = partsFile(root);
  return existsSync(file) && readFileSync(file, 'utf8') === partsText(parts);
}

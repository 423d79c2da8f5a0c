import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { privatePip, python } from './pip.mjs';
import { ProgressLine } from './progress-line.mjs';
import { lastLines, runProgram } from './run-program.mjs';
import { SetupFailure } from './setup-failure.mjs';

const FETCH = fileURLToPath(new URL('fetch-wheel.py', import.meta.url));
const UNPACK = fileURLToPath(new URL('unpack-wheel.py', import.meta.url));

/**
 * SHA-256 of a file in hexadecimal.
 *
 * @param {string} path
 */
export async function sha256OfFile(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * A verified wheel in the cache. An unfinished download is continued; a finished one is used.
 *
 * @param {import('./context.mjs').Context} context
 * @param {string} part as the user reads it
 * @param {import('./context.mjs').Wheel} wheel
 * @returns {Promise<string>} its path
 */
export async function fetchWheel(context, part, wheel) {
  const downloads = join(context.cache, 'downloads');
  mkdirSync(downloads, { recursive: true });
  const finished = join(downloads, wheel.file);
  if (existsSync(finished)) {
    // The user may have placed it by hand, so it is checked here too.
    const placed = await sha256OfFile(finished);
    if (placed === wheel.sha256) return finished;
    throw new SetupFailure(
      part,
      `${finished} has SHA-256 ${placed}, expected ${wheel.sha256}`,
      'remove that file, or put the right one there, and start again',
    );
  }
  const partial = `${finished}.part`;
  const startedFrom = existsSync(partial) ? statSync(partial).size : 0;
  if (startedFrom > 0) {
    context.say(`  ${wheel.project}: continuing at ${(startedFrom / 1e6).toFixed(1)} MB`);
  }
  await stream(context, part, wheel, partial);
  let found = await sha256OfFile(partial);
  if (found !== wheel.sha256 && startedFrom > 0) {
    context.say(`  ${wheel.file}: what an earlier run left was damaged; fetching it anew`);
    rmSync(partial);
    await stream(context, part, wheel, partial);
    found = await sha256OfFile(partial);
  }
  if (found !== wheel.sha256) {
    rmSync(partial);
    throw new SetupFailure(
      part,
      `${wheel.file} has SHA-256 ${found}, expected ${wheel.sha256}; it was removed`,
      'start again; if it happens again, the package index serves another file than the one this version was tested with',
    );
  }
  renameSync(partial, finished);
  return finished;
}

/**
 * @param {import('./context.mjs').Context} context
 * @param {string} part
 * @param {import('./context.mjs').Wheel} wheel
 * @param {string} partial
 */
async function stream(context, part, wheel, partial) {
  const pip = await privatePip(context);
  const progress = new ProgressLine(`fetching ${wheel.project} ${wheel.version}`);
  let why = '';
  let reason = '';
  const outcome = await runProgram(python, [FETCH, pip, partial, wheel.project, wheel.file], {
    onLine: (line) => {
      const event = JSON.parse(line);
      if (event.kind === 'size') progress.total = event.bytes;
      if (event.kind === 'progress') progress.update(event.bytes);
      if (event.kind === 'retry') context.say(`  connection lost (${event.why}); trying again`);
      if (event.kind === 'failure') ({ reason, why } = event);
    },
  });
  progress.end();
  if (outcome.code === 0) return;
  throw new SetupFailure(
    part,
    `${wheel.file} could not be fetched: ${why === '' ? lastLines(outcome.stderr, 2) : why}`,
    remedyFor(reason, partial),
  );
}

/**
 * @param {string} reason of fetch-wheel.py
 * @param {string} partial
 */
function remedyFor(reason, partial) {
  const byHand = `or place the file in ${dirname(partial)} yourself`;
  switch (reason) {
    case 'disk':
      return 'free some disk space, or name another cache folder with XDG_CACHE_HOME, and start again: it continues where it stopped';
    case 'absent':
      return `let pip use an index that offers this file ("pip config list" shows which it uses), ${byHand}, and start again`;
    default:
      return `check the network and pip's settings ("pip config list"), ${byHand}, and start again: it continues where it stopped`;
  }
}

/**
 * Unpacks members of a wheel.
 *
 * @param {string} part
 * @param {string} wheelPath
 * @param {string} outFolder
 * @param {readonly string[]} prefixes of the members' names
 */
export async function unpackWheel(part, wheelPath, outFolder, prefixes) {
  const outcome = await runProgram(python, [UNPACK, wheelPath, outFolder, ...prefixes]);
  if (outcome.code !== 0) {
    throw new SetupFailure(
      part,
      `${wheelPath} could not be unpacked: ${lastLines(outcome.stderr, 1)}`,
      `free some disk space, or remove that file, and start again`,
    );
  }
}

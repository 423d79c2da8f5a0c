// The step before everything that runs the product: native parts set up, and built files that match the sources.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupFailure } from './setup/setup-failure.mjs';
import { setUp } from './setup/set-up.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/** All that the build reads. */
const SOURCES = [
  'src-main',
  'src-shared',
  'src-renderer',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
];

const STAMP = join(root, 'out', 'build-stamp.json');

/**
 * Sets up what is missing and builds what is older than its sources; says nothing where there is nothing to do.
 * Ends the program, with a sentence, where that fails.
 *
 * @returns {Promise<{ electron: { executable: string, version: string, current: boolean } }>} where the native parts lie
 */
export async function prepare() {
  try {
    await setUp({ retry: false, weights: undefined, device: undefined });
  } catch (problem) {
    if (!(problem instanceof SetupFailure)) throw problem;
    process.stderr.write(`${problem.message}\n`);
    process.exit(3);
  }
  await buildIfNeeded();
  return JSON.parse(readFileSync(join(root, '.setup', 'parts.json'), 'utf8'));
}

/** Builds `out/` unless it was built from exactly these sources and nobody has touched it since. */
export async function buildIfNeeded() {
  const sources = fingerprint(SOURCES);
  if (existsSync(STAMP)) {
    const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
    if (stamp.sources === sources && stamp.built === builtFingerprint()) return;
  }
  process.stderr.write('Building …\n');
  const code = await run(join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), [
    'build',
    '--logLevel',
    'warn',
  ]);
  if (code !== 0) {
    process.stderr.write(`The build failed (exit ${code}); its messages are above.\n`);
    process.exit(1);
  }
  writeFileSync(STAMP, JSON.stringify({ sources, built: builtFingerprint() }));
}

function builtFingerprint() {
  return fingerprint(['out/main', 'out/preload', 'out/renderer']);
}

/**
 * A hash over the names, sizes and times of files: what `make` looks at, and it notices deleted ones too.
 *
 * @param {readonly string[]} places files and folders, relative to the checkout
 */
function fingerprint(places) {
  const hash = createHash('sha256');
  for (const place of places) addTo(hash, join(root, place));
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    hash.update(`${relative(root, path)} missing\n`);
  } else if (stat.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
  } else {
    hash.update(`${relative(root, path)} ${stat.size} ${stat.mtimeMs}\n`);
  }
}

/**
 * Runs a script of Node; what it says is shown, on standard error, only where it fails.
 *
 * @param {string} script
 * @param {readonly string[]} scriptArguments
 * @returns {Promise<number>} exit code
 */
function run(script, scriptArguments) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...scriptArguments], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) process.stderr.write(said);
      resolve(code ?? 1);
    });
  });
}

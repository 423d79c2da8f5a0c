import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A stamp says: these files were made from this recipe and verified. It is written last, so a part
 * without one was interrupted. It holds sizes and modification times, so that a run with nothing to
 * do need not read 900 MB again.
 *
 * @typedef {object} Stamp
 * @property {string} recipe
 * @property {Record<string, { size: number, mtimeMs: number }>} files by absolute path
 */

/**
 * A short name for everything a part is made from; other ingredients give another name.
 *
 * @param {unknown} ingredients anything JSON can write
 */
export function recipeOf(ingredients) {
  return createHash('sha256').update(JSON.stringify(ingredients)).digest('hex').slice(0, 16);
}

/** @param {string} path */
function sizeAndTime(path) {
  const { size, mtimeMs } = statSync(path);
  return { size, mtimeMs };
}

/**
 * @param {string} cache
 * @param {string} name
 */
function stampFile(cache, name) {
  return join(cache, 'stamps', `${name}.json`);
}

/**
 * Whether the part was made from this recipe and its files are as they were then.
 *
 * @param {string} cache
 * @param {string} name
 * @param {string} recipe
 */
export function isStamped(cache, name, recipe) {
  try {
    /** @type {Stamp} */
    const stamp = JSON.parse(readFileSync(stampFile(cache, name), 'utf8'));
    if (stamp.recipe !== recipe) return false;
    return Object.entries(stamp.files).every(([path, then]) => {
      const now = sizeAndTime(path);
      return now.size === then.size && now.mtimeMs === then.mtimeMs;
    });
  } catch (problem) {
    // No stamp, a torn one, or a file of it is gone: all three mean that the part must be made.
    if (problem instanceof SyntaxError || isAbsence(problem)) return false;
    throw problem;
  }
}

/** @param {unknown} problem */
function isAbsence(problem) {
  return problem instanceof Error && 'code' in problem && problem.code === 'ENOENT';
}

/**
 * @param {string} cache
 * @param {string} name
 * @param {string} recipe
 * @param {readonly string[]} files absolute paths
 */
export function writeStamp(cache, name, recipe, files) {
  /** @type {Stamp} */
  const stamp = { recipe, files: Object.fromEntries(files.map((f) => [f, sizeAndTime(f)])) };
  writeWhole(stampFile(cache, name), JSON.stringify(stamp, null, 2));
}

/**
 * Writes a small file whole or not at all.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 */
export function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.new`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

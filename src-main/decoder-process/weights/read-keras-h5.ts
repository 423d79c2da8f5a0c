import { elementCount } from '../../../src-shared/training/element-count';
import type { Dataset, Group, File as H5File } from 'h5wasm/node';
import { asFloat32 } from './float-values';
import { mostEntries, WeightFileError, type FoundTensor, type WeightFile } from './found-layer';
import { layersByName, type NamedTensor } from './named-layers';

/** Groups inside groups; a model inside a model needs six. */
const deepest = 16;
/** Groups of Keras that hold no layer. */
const noLayers: ReadonlySet<string> = new Set(['optimizer', 'optimizer_weights']);

/**
 * Opens weights that Keras saved as HDF5: a whole model (`model.save('….h5')`), its weights alone in the older layout
 * (`LAYER/…/kernel:0`) or in that of Keras 3 (`layers/conv2d/vars/0`). Links into other files are not followed.
 *
 * @throws WeightFileError where it is no HDF5 file, or a damaged one
 */
export async function openKerasH5(path: string): Promise<WeightFile> {
  const { ready, File } = await import('h5wasm/node');
  const module = await ready;
  // Otherwise the library prints what it thinks of a damaged file, and goes on.
  module.activate_throwing_error_handler();
  const file = reading(() => new File(path, 'r'));
  try {
    const tensors = reading(() => namedTensors(file));
    return {
      container: 'keras-h5',
      layers: layersByName(tensors),
      licence: null,
      close: () => {
        file.close();
      },
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Whatever the library throws is about the file. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WeightFileError) throw error;
    throw new WeightFileError('It is no whole HDF5 file.');
  }
}

function namedTensors(file: H5File): readonly NamedTensor[] {
  const found: NamedTensor[] = [];
  let entries = 0;
  const walk = (group: Group, path: string, depth: number): void => {
    for (const key of childNames(group)) {
      entries += 1;
      if (entries > mostEntries || depth > deepest) {
        throw new WeightFileError(
          `It holds more than ${mostEntries} groups and arrays, or more than ${deepest} in one another.`,
        );
      }
      const inner = path === '' ? key : `${path}/${key}`;
      if (noLayers.has(key) || leadsElsewhere(file, inner)) continue;
      const entity = group.get(key);
      if (isDataset(entity)) {
        found.push({ name: tensorName(inner, group), tensor: foundTensor(entity) });
      } else if (isGroup(entity)) {
        walk(entity, inner, depth + 1);
      }
    }
  };
  walk(file, '', 0);
  return found;
}

/** Layers in the order of the network where Keras wrote it down, else by name, `conv2d_2` before `conv2d_10`. */
function childNames(group: Group): readonly string[] {
  const keys = group.keys();
  const written: unknown = group.attrs['layer_names']?.value;
  if (Array.isArray(written)) {
    const order = written.map(String);
    return [
      ...order.filter((name) => keys.includes(name)),
      ...keys.filter((k) => !order.includes(k)),
    ];
  }
  return [...keys].sort(byNumber);
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** The library gives an object without a file's name where the link is none into another file. */
function leadsElsewhere(file: H5File, path: string): boolean {
  const link: unknown = file.get_external_link(path);
  return typeof link === 'object' && link !== null && 'filename' in link;
}

/** `block1_conv1/kernel` for the `vars/0` of Keras 3, whose group knows the layer's name; else the path. */
function tensorName(path: string, parent: Group): string {
  const [, group, number] = /^(.*)\/vars\/(\d+)$/.exec(path) ?? [];
  if (group === undefined) return path;
  const name: unknown = parent.attrs['name']?.value;
  const part = number === '0' ? 'kernel' : number === '1' ? 'bias' : number;
  return `${typeof name === 'string' ? name : group}/${String(part)}`;
}

function isDataset(entity: unknown): entity is Dataset {
  return hasType(entity, 'Dataset');
}

function isGroup(entity: unknown): entity is Group {
  return hasType(entity, 'Group');
}

function hasType(entity: unknown, type: string): boolean {
  return typeof entity === 'object' && entity !== null && 'type' in entity && entity.type === type;
}

function foundTensor(dataset: Dataset): FoundTensor {
  const shape = dataset.shape ?? [];
  const type = typeName(dataset);
  return {
    shape,
    type,
    read: () => {
      if (type !== 'float32' && type !== 'float64') {
        const message = `it is stored as ${type}, and only float32 and float64 are read from HDF5`;
        return Promise.reject(new WeightFileError(message));
      }
      const value = reading(() => dataset.value);
      const values = value instanceof Float32Array ? value : Float32Array.from(numbers(value));
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      // Counts them, and copies out of the library's memory.
      return Promise.resolve(asFloat32(bytes, 'float32', elementCount(shape)));
    },
  };
}

function numbers(value: unknown): ArrayLike<number> {
  if (value instanceof Float64Array) return value;
  throw new WeightFileError('it could not be read');
}

/** What NumPy calls it. */
function typeName({ metadata }: Dataset): string {
  const { type, size } = metadata;
  // H5T_FLOAT.
  return type === 1 ? `float${8 * size}` : `a type of ${size} bytes that is no float`;
}

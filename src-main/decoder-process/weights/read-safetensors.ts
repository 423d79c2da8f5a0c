import { elementCount } from '../../../src-shared/training/element-count';
import { SafetensorsError, SafetensorsFile } from '../../trainer-process/weights/safetensors-file';
import type { TensorEntry } from '../../trainer-process/weights/safetensors-header';
import { asFloat32 } from './float-values';
import { mostEntries, WeightFileError, type FoundTensor, type WeightFile } from './found-layer';
import { layersByName, type NamedTensor } from './named-layers';

/** Names of the format's types as the other formats have them. */
const types: Readonly<Record<string, string>> = {
  F16: 'float16',
  BF16: 'bfloat16',
  F32: 'float32',
  F64: 'float64',
};

/**
 * Opens a safetensors file. Tensors named as in PyTorch (`features.0.weight`) have filters first, those named as in
 * Keras (`block1_conv1/kernel`) have them last.
 *
 * @throws WeightFileError where it is none
 */
export function openSafetensors(path: string): WeightFile {
  const file = opened(path);
  if (file.tensors.length > mostEntries) {
    file.close();
    throw new WeightFileError(
      `It holds ${file.tensors.length} tensors; ${mostEntries} are allowed.`,
    );
  }
  const tensors = file.tensors.map((entry): NamedTensor => ({
    name: entry.name,
    tensor: foundTensor(file, entry),
  }));
  return {
    container: 'safetensors',
    layers: layersByName(tensors),
    licence: file.metadata.get('license') ?? file.metadata.get('licence') ?? null,
    close: () => {
      file.close();
    },
  };
}

function opened(path: string): SafetensorsFile {
  try {
    return SafetensorsFile.open(path);
  } catch (error) {
    if (error instanceof SafetensorsError) throw new WeightFileError(error.message);
    throw error;
  }
}

function foundTensor(file: SafetensorsFile, entry: TensorEntry): FoundTensor {
  const type = types[entry.dtype] ?? entry.dtype;
  return {
    shape: entry.shape,
    type,
    read: () => Promise.resolve(asFloat32(file.readBytes(entry), type, elementCount(entry.shape))),
  };
}

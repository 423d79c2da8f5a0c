import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { WeightFileError, type WeightFile } from './found-layer';
import { openKerasH5 } from './read-keras-h5';
import { openOnnx } from './read-onnx';
import { openSafetensors } from './read-safetensors';
import { openTfjsLayers } from './read-tfjs-layers';

/** Largest file that is opened, bytes; the whole VGG16 has 554 million. */
export const largestWeightFile = 2 * 2 ** 30 - 1;

const hdf5Signature = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Opens a weight file; what it is, its first bytes say, not its name.
 *
 * @throws WeightFileError where it is none that can be read
 */
export async function openWeightFile(path: string): Promise<WeightFile> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new WeightFileError('There is no such file.');
  if (!found.isFile()) throw new WeightFileError('It is no file.');
  if (found.size > largestWeightFile) {
    throw new WeightFileError(
      `It has ${found.size} bytes; ${largestWeightFile} are allowed, and a whole VGG16 has 554 million.`,
    );
  }
  const start = await firstBytes(path);
  if (start.subarray(0, 8).equals(hdf5Signature)) return openKerasH5(path);
  if (start.subarray(0, 2).toString('latin1') === 'PK')
    throw new WeightFileError(archiveText(path));
  // A safetensors file begins with the length of its header, and the header with a brace.
  if (start.length > 8 && start[8] === 0x7b) return openSafetensors(path);
  if (start.toString('latin1').trimStart().startsWith('{')) return openTfjsLayers(path);
  // The first field of an ONNX model is its version.
  if (start[0] === 0x08 || extname(path).toLowerCase() === '.onnx') return openOnnx(path);
  throw new WeightFileError(
    'It is none of the formats that are read: Keras .h5, safetensors, ONNX, or the model.json of TensorFlow.js.',
  );
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(16);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function archiveText(path: string): string {
  return extname(path).toLowerCase() === '.keras'
    ? "It is a .keras archive; save the weights alone with model.save_weights('NAME.weights.h5')."
    : 'It is an archive, as PyTorch makes them; reading one may run code that is inside: save it as safetensors.';
}

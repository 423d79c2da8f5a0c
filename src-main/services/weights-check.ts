import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import manifestText from '../../resources/weights/vgg16-imagenet-conv.json?raw';
import { parseHeader, SafetensorsError } from '../trainer-process/weights/safetensors-header';

interface Manifest {
  readonly layers: Readonly<
    Record<string, Readonly<Record<'kernel' | 'bias', { readonly sha256: string }>>>
  >;
}

/** Bytes hashed at once, so that main's loop is free in between. */
const pieceBytes = 2 ** 20;

/**
 * Compares an ImageNet weight file layer by layer with the hashes that the project has written down.
 *
 * @returns the number of layers, and what is wrong with which tensor; empty where all are right.
 */
export async function checkWeights(
  path: string,
): Promise<{ readonly layers: number; readonly wrong: readonly string[] }> {
  // Our own resource; its shape is the set-up's contract.
  const { layers } = JSON.parse(manifestText) as Manifest;
  const names = Object.keys(layers);
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return { layers: names.length, wrong: [`there is no file ${path}`] };
  try {
    return { layers: names.length, wrong: await wrongTensors(file, layers) };
  } catch (error) {
    if (error instanceof SafetensorsError) return { layers: names.length, wrong: [error.message] };
    throw error;
  } finally {
    await file.close();
  }
}

async function wrongTensors(
  file: FileHandle,
  layers: Manifest['layers'],
): Promise<readonly string[]> {
  const { size } = await file.stat();
  const headerBytes = await headerLength(file, size);
  const header = await piece(file, 8, headerBytes);
  const dataStart = 8 + headerBytes;
  const { tensors } = parseHeader(header.toString('utf8'), size - dataStart);
  const wrong: string[] = [];
  for (const [layer, kinds] of Object.entries(layers)) {
    for (const [kind, { sha256 }] of Object.entries(kinds)) {
      const name = `${layer}/${kind}`;
      const tensor = tensors.find((entry) => entry.name === name);
      if (tensor === undefined) {
        wrong.push(`${name} is missing`);
        continue;
      }
      const hash = createHash('sha256');
      for (let at = tensor.begin; at < tensor.end; at += pieceBytes) {
        hash.update(await piece(file, dataStart + at, Math.min(pieceBytes, tensor.end - at)));
      }
      if (hash.digest('hex') !== sha256) wrong.push(`${name} differs`);
    }
  }
  return wrong;
}

async function headerLength(file: FileHandle, size: number): Promise<number> {
  const length = size < 8 ? 0n : (await piece(file, 0, 8)).readBigUInt64LE();
  if (length === 0n || length > BigInt(size - 8)) {
    throw new SafetensorsError('It is no safetensors file.');
  }
  return Number(length);
}

async function piece(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  if (bytesRead !== length) throw new SafetensorsError('It ends too early.');
  return bytes;
}

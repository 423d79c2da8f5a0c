import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { WeightsReading } from '../../../src-shared/ipc/weights-views';
import { inputMeans, type Preprocessing } from '../../../src-shared/training/weight-input';
import { syncFolder } from '../../trainer-process/weights/durable-file';
import { weightsMetadata } from '../../trainer-process/weights/input-metadata';
import { writeSafetensors } from '../../trainer-process/weights/safetensors-file';
import { nameDurably } from '../durable-file';
import { foldInput } from './fold-input';
import { readWeights, type WeightsRequest } from './read-weights';

export interface StoreWeightsRequest extends WeightsRequest {
  readonly architecture: string;
  readonly preprocessing: Preprocessing;
  /** Of the reading that the user saw. */
  readonly digest: string;
  /** The library's folder. */
  readonly folder: string;
}

export interface StoredWeights {
  readonly reading: WeightsReading;
  /** Of the stored file, which is `SHA256.safetensors` in the library. */
  readonly sha256: string;
  readonly bytes: number;
  readonly parameters: number;
}

/**
 * Reads a weight file once more and stores its convolutions, as the trainer takes them, by their content, durably.
 *
 * @throws ExpectedFailure `bad-input` where it cannot be read, a layer does not fit, or it is no longer what it was
 */
export async function storeWeights(
  request: StoreWeightsRequest,
  onProgress: (done: number, total: number) => void,
): Promise<StoredWeights> {
  const { preprocessing, digest, folder } = request;
  const { reading, layers } = await readWeights(request, onProgress);
  if (reading.problems.length > 0 || reading.digest !== digest) {
    throw new ExpectedFailure(
      'bad-input',
      reading.problems[0] ?? `${reading.file} has changed since it was looked at.`,
      'Choose the file again; nothing was changed.',
    );
  }
  const tensors = foldInput(layers, preprocessing).flatMap(({ layer, shape, kernel, bias }) => [
    { name: `${layer}/kernel`, shape, values: () => kernel },
    { name: `${layer}/bias`, shape: [bias.length], values: () => bias },
  ]);
  mkdirSync(folder, { recursive: true });
  const growing = join(folder, `growing-${process.pid}-${Date.now()}`);
  try {
    const sha256 = writeSafetensors(growing, tensors, {
      format: 'ellipsight-weights',
      version: '1',
      architecture: reading.architecture,
      preprocessing,
      ...weightsMetadata(inputMeans(preprocessing)),
    });
    const { size } = statSync(growing);
    await nameDurably(growing, join(folder, `${sha256}.safetensors`));
    const parameters = layers.reduce((sum, one) => sum + one.kernel.length + one.bias.length, 0);
    return { reading, sha256, bytes: size, parameters };
  } finally {
    rmSync(growing, { force: true });
    syncFolder(folder);
  }
}

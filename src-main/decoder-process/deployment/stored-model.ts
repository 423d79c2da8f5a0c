import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { TrainingPlan } from '../../../src-shared/training/training-plan';
import { meansOf } from '../../trainer-process/weights/input-metadata';
import { SafetensorsError, SafetensorsFile } from '../../trainer-process/weights/safetensors-file';
import { exportedNetwork, type ExportedNetwork } from './exported-network';

/** A trial's model in its run's folder. */
export interface StoredModel {
  readonly file: string;
  readonly sha256: string;
  readonly plan: TrainingPlan;
  /** T. */
  readonly textures: number;
  /** Of the pixels that the run was fed. */
  readonly channels: 1 | 3;
}

/**
 * Reads a trial's model.
 *
 * @throws ExpectedFailure `project-damaged` where the file is not what the trial left
 */
export async function storedModel({
  file,
  sha256,
  plan,
  textures,
  channels,
}: StoredModel): Promise<ExportedNetwork> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash).catch(() => refuse(file, 'cannot be read'));
  if (hash.digest('hex') !== sha256) refuse(file, 'is not what the trial left');
  try {
    const model = SafetensorsFile.open(file);
    try {
      return exportedNetwork(plan, textures, channels, meansOf(model.metadata), (name, shape) => {
        const tensor = model.read(name);
        if (tensor.shape.join() !== shape.join()) {
          throw new SafetensorsError(`The tensor "${name}" has shape ${tensor.shape.join('×')}.`);
        }
        return tensor.values;
      });
    } finally {
      model.close();
    }
  } catch (error) {
    if (error instanceof SafetensorsError) refuse(file, `cannot be used: ${error.message}`);
    throw error;
  }
}

function refuse(file: string, why: string): never {
  throw new ExpectedFailure(
    'project-damaged',
    `The model ${file} ${why}; nothing was written.`,
    'Take the run’s folder from a backup, or train the run again.',
  );
}

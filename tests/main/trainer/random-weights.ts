import { join } from 'node:path';
import { parameterShapes } from '../../../src-main/trainer-process/architectures/architecture';
import { vgg16Blocks } from '../../../src-main/trainer-process/architectures/vgg16-layers';
import { heInitialisation } from '../../../src-main/trainer-process/weights/initialise';
import { writeSafetensors } from '../../../src-main/trainer-process/weights/safetensors-file';
import type { JobFile } from '../../../src-shared/training/trainer-job';

/** A weight file of the shapes of VGG16's first two blocks, with random values. */
export function randomWeights(folder: string, file: string): JobFile {
  const tensors = parameterShapes(vgg16Blocks(2), [16, 16, 3]).map(({ name, shape, fanIn }) => ({
    name,
    shape,
    // Small enough for pixels around ±100 to give numbers around 10.
    values: () =>
      heInitialisation(5, 0, name, shape, fanIn).map((value) =>
        fanIn === 0 ? 0.125 : value * 0.3,
      ),
  }));
  return { file, sha256: writeSafetensors(join(folder, file), tensors) };
}

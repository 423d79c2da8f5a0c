import { cpus } from 'node:os';
import { decideByRule } from '../../src-shared/deployment/ruled-decision';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { ChildLauncher } from '../children/child-channel';
import type { PatchModel } from '../decoder-process/deployment/onnx-session';
import { aheadInOrder } from '../services/ahead-in-order';
import { createDecoderClient } from '../services/decoder-client';
import type { NamedFile } from '../services/image-files';
import { predictionOf, type Prediction } from '../services/prediction';
import type { Bundle } from './open-bundle';

export interface BundleHooks {
  /** Called for each image that was decided, in the order of the files. */
  readonly onPrediction: (prediction: Prediction) => void;
  /** Called for each file that could not be decided. */
  readonly onFailure: (failure: SkippedFile) => void;
}

/** How images come: many at once, or one after the other as a line makes them. */
export type Arrival = 'many' | 'one-by-one';

/** Models above this size are loaded once, not once a process. */
const smallModelBytes = 64 * 2 ** 20;

/** Images under way a process: one is computed while others are read and decoded. */
const imagesOfProcess = 4;

/**
 * Decides images with a bundle, without any project. Many images keep every core busy by a process each; those that
 * come one by one get all cores for each. However many there are, a few are held at a time.
 *
 * @throws ExpectedFailure `missing-part` where the bundle's model is gone or damaged
 */
export async function predictWithBundle(
  bundle: Bundle,
  launcher: ChildLauncher,
  files: AsyncIterable<NamedFile>,
  arrival: Arrival,
  { onPrediction, onFailure }: BundleHooks,
): Promise<void> {
  const { manifest, modelFile } = bundle;
  const { textures, preprocessing, grid, decision, model } = manifest;
  const { imageScale } = preprocessing;
  const { patchSize } = grid;
  const cores = Math.max(1, cpus().length);
  const processes = arrival === 'many' && model.bytes <= smallModelBytes ? cores : 1;
  const patchModel: PatchModel = {
    file: modelFile,
    sha256: model.sha256,
    channels: model.input.shape[1],
    patchSize,
    classes: model.output.classes.length,
    filters: manifest.run.filters,
    threads: processes === 1 ? cores : 1,
  };
  const decoder = createDecoderClient({ launcher, processes });
  try {
    const results = aheadInOrder(files, imagesOfProcess * processes, async (file) => {
      try {
        const request = { model: patchModel, imageScale, file: file.file };
        return { file, found: await decoder.call('decide', request), reason: '' };
      } catch (error) {
        if (error instanceof ExpectedFailure && error.failure.kind === 'bad-input') {
          return { file, found: null, reason: error.message };
        }
        throw error;
      }
    });
    for await (const { file, found, reason } of results) {
      if (found === null) {
        onFailure({ file: file.given, reason });
      } else {
        const decided = decideByRule(found.logits, decision.rule);
        const scale = { textures, imageScale, patchSize };
        onPrediction(predictionOf(file.given, found, decided, decision.rule, scale));
      }
    }
  } finally {
    await decoder.close();
  }
}

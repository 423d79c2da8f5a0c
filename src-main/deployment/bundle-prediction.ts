import { decideByRule } from '../../src-shared/deployment/ruled-decision';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { ChildLauncher } from '../children/child-channel';
import { createDecoderClient } from '../services/decoder-client';
import type { NamedFile } from '../services/image-files';
import { predictionOf, type Prediction } from '../services/prediction';
import { bundleModel } from './bundle-model';
import { decidedFiles, spreadOf } from './decided-files';
import type { Bundle } from './open-bundle';

export interface BundleHooks {
  /** Called for each image that was decided, in the order of the files. */
  readonly onPrediction: (prediction: Prediction) => void;
  /** Called for each file that could not be decided. */
  readonly onFailure: (failure: SkippedFile) => void;
}

/** How images come: many at once, or one after the other as a line makes them. */
export type Arrival = 'many' | 'one-by-one';

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
  const { textures, preprocessing, grid, decision, model } = bundle.manifest;
  const { imageScale } = preprocessing;
  const { patchSize } = grid;
  const { processes, threads } = spreadOf(model.bytes, arrival === 'many');
  const decoder = createDecoderClient({ launcher, processes });
  try {
    const asked = { model: bundleModel(bundle, threads), imageScale };
    for await (const one of decidedFiles(decoder, asked, files, processes)) {
      const { given } = one.file;
      if (one.found === null) {
        onFailure({ file: given, reason: one.reason });
      } else {
        const decided = decideByRule(one.found.logits, decision.rule);
        const scale = { textures, imageScale, patchSize };
        onPrediction(predictionOf(given, one.found, decided, decision.rule, scale));
      }
    }
  } finally {
    await decoder.close();
  }
}

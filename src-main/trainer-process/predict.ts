import { join } from 'node:path';
import type { PredictJob, PredictResult } from '../../src-shared/training/trainer-job';
import { gridOf, imageLogits } from './image-evaluation';
import type { JobContext } from './job-context';
import { verifiedFile } from './job-files';
import { readMeans, readModel } from './model-file';
import { pixelInput } from './patch-input';
import { PatchPixels } from './patch-pixels';
import { writeDurably } from './weights/durable-file';

/** Computes the logits of every grid patch of the job's images with one model, into `predictions.json`. */
export async function runPredict(job: PredictJob, context: JobContext): Promise<void> {
  const { patchSize } = job.plan;
  const modelPath = verifiedFile(context.folder, job.model, 'model');
  const pixelPath = verifiedFile(context.folder, job.pixels, 'pixel file');
  const means = readMeans(modelPath, 'model');
  const network = readModel(modelPath, job.plan, job.textures.length);
  const pixels = PatchPixels.open(pixelPath, job.images, job.pixels.channels, patchSize, means);
  try {
    const all = job.images.map((image, index) => ({
      index,
      fits: gridOf(image, index, patchSize) !== null,
    }));
    const indices = all.filter(({ fits }) => fits).map(({ index }) => index);
    const images = await imageLogits(
      network,
      pixelInput(pixels),
      job.images,
      indices,
      patchSize,
      context,
      (done) => {
        context.emit({ kind: 'phase', trial: 0, phase: 'evaluating', done, total: indices.length });
      },
    );
    const result: PredictResult = {
      formatVersion: 1,
      images,
      tooSmall: all.filter(({ fits }) => !fits).map(({ index }) => index),
    };
    writeDurably(join(context.folder, 'predictions.json'), [Buffer.from(JSON.stringify(result))]);
  } finally {
    pixels.close();
    network.dispose();
  }
}

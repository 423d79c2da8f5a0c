import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { logitsCache, type StudentJob } from '../../src-shared/training/trainer-job';
import { imageNetMeans } from '../../src-shared/training/weight-input';
import { largestOutputsFile } from '../../src-shared/training/trainer-bounds';
import { DataOrder } from './data-order';
import type { JobContext } from './job-context';
import { verifiedFile } from './job-files';
import { keepAll } from './keep-outputs';
import { logitDistance } from './loss';
import { layersOf, readMeans, readModel } from './model-file';
import { Network } from './network';
import { PatchOutputs } from './patch-outputs';
import { PatchPixels } from './patch-pixels';
import { PatchesAhead } from './patches-ahead';
import { runTrials, trainingPatches } from './run-trials';
import { heInitialisation } from './weights/initialise';

/**
 * Trains the student of every trial to its teacher's logits (eq. 1). The teacher is asked once for each patch and
 * form that the plan draws, before training, and only for those that it did not leave an answer to when it was
 * trained.
 *
 * @param jobHash SHA-256 of the job
 */
export async function runStudent(
  job: StudentJob,
  jobHash: string,
  context: JobContext,
): Promise<void> {
  const { plan, teacher } = job;
  const classes = 2 * job.textures.length;
  const layers = layersOf(plan, job.textures.length);
  const pixelPath = verifiedFile(context.folder, job.pixels, 'pixel file');
  const [firstModel] = teacher.models;
  // Teachers of all trials start from the same weights; the student sees the very numbers that they see.
  const means =
    firstModel === undefined
      ? imageNetMeans
      : readMeans(verifiedFile(context.folder, firstModel, "teacher's model"), "teacher's model");
  const pixels = PatchPixels.open(
    pixelPath,
    job.images,
    job.pixels.channels,
    plan.patchSize,
    means,
  );
  const input = new PatchesAhead(pixels, plan.batchSize, context.patchThread);
  try {
    await runTrials(job, context, null, means, async (trial) => {
      const model = teacher.models[job.trials.indexOf(trial)];
      if (model === undefined) {
        throw new ExpectedFailure('bad-input', `There is no teacher for trial ${trial.trial}.`);
      }
      const patches = trainingPatches(job, trial);
      const path = verifiedFile(context.folder, model, "teacher's model");
      const teacherNetwork = readModel(path, teacher.plan, job.textures.length);
      const cache = join(context.folder, logitsCache(model));
      const known = teacher.logits?.[job.trials.indexOf(trial)] ?? null;
      if (known !== null && !existsSync(cache)) {
        mkdirSync(dirname(cache), { recursive: true });
        copyFileSync(verifiedFile(context.folder, known, "teacher's logits"), cache);
      }
      const outputs = new PatchOutputs(
        cache,
        [teacherNetwork],
        input,
        [classes],
        largestOutputsFile,
      );
      const order = new DataOrder(patches, { ...plan, trial: trial.trial });
      const drawn = order.distinct(plan.iterations);
      await keepAll(outputs, drawn, context, trial.trial, 'teacher-logits');
      const network = new Network(layers, input.networkShape, (name, shape, fanIn) =>
        heInitialisation(plan.seed, trial.trial, name, shape, fanIn),
      );
      return {
        job,
        jobHash,
        trial,
        network,
        input,
        patches,
        loss: (logits, batch) => {
          const targets = new Float32Array(logits.length);
          outputs.write(batch, targets);
          return logitDistance(logits, targets, batch.length);
        },
        afterTraining: () => Promise.resolve(),
        release: () => {
          outputs.close();
          teacherNetwork.dispose();
          network.dispose();
        },
      };
    });
  } finally {
    input.close();
    pixels.close();
  }
}

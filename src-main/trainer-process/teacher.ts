import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { balancedWeights } from '../../src-shared/training/class-weights';
import { imageNetMeans } from '../../src-shared/training/weight-input';
import {
  teacherLogitsFile,
  type JobPatch,
  type JobTrial,
  type TeacherJob,
} from '../../src-shared/training/trainer-job';
import { largestOutputsFile } from '../../src-shared/training/trainer-bounds';
import { leadingLayers, outputShapes } from './architectures/architecture';
import { DataOrder } from './data-order';
import { gridOf, imagesOfSide } from './image-evaluation';
import type { JobContext } from './job-context';
import { verifiedFile } from './job-files';
import { keepAll, keepAllTogether } from './keep-outputs';
import { tensorflowVersion } from './kernels/tensorflow';
import { crossEntropy } from './loss';
import { fromWeights, layersOf, readMeans, tensorFrom } from './model-file';
import { Network } from './network';
import { pixelInput, type PatchInput } from './patch-input';
import { PatchOutputs } from './patch-outputs';
import { PatchPixels } from './patch-pixels';
import { PatchesAhead } from './patches-ahead';
import { runTrials, trainingPatches } from './run-trials';
import { trialFolder, type TrialWork } from './trial';
import { heInitialisation } from './weights/initialise';

/** Initial values of a parameter. */
type Initial = (name: string, shape: readonly number[], fanIn: number) => Float32Array;

/**
 * Trains the teacher of every trial: softmax cross-entropy over the classes 2·texture + defective.
 *
 * @param jobHash SHA-256 of the job
 */
export async function runTeacher(
  job: TeacherJob,
  jobHash: string,
  context: JobContext,
): Promise<void> {
  const { plan } = job;
  const layers = layersOf(plan, job.textures.length);
  if (plan.frozenBlocks > 0 && plan.mode !== 'transfer') {
    throw new ExpectedFailure(
      'bad-input',
      `The mode ${plan.mode} trains every layer, but the plan freezes ${plan.frozenBlocks} blocks.`,
      'Set frozenBlocks to 0, or choose the mode transfer.',
    );
  }
  const split = leadingLayers(layers, plan.frozenBlocks);
  const pictureShape = [plan.patchSize, plan.patchSize, 3];
  const pixelPath = verifiedFile(context.folder, job.pixels, 'pixel file');
  const means =
    plan.mode === 'transfer' ? readMeans(weightsPath(job, context), 'weight') : imageNetMeans;
  const pixels = PatchPixels.open(
    pixelPath,
    job.images,
    job.pixels.channels,
    plan.patchSize,
    means,
  );
  const frozen =
    split === 0
      ? null
      : new Network(layers.slice(0, split), pictureShape, pretrainedWeights(job, context));
  const outputs =
    frozen === null
      ? null
      : new PatchOutputs(
          join(context.folder, 'cache', `${outputsName(job)}.outputs`),
          [frozen],
          pixelInput(pixels),
          outputShapes(frozen.layers, pictureShape)[split - 1] ?? pictureShape,
          largestOutputsFile,
        );
  const input = outputs ?? new PatchesAhead(pixels, plan.batchSize, context.patchThread);
  try {
    await runTrials(job, context, frozen, means, async (trial) => {
      const patches = trainingPatches(job, trial);
      if (outputs !== null) {
        await cacheFeatures(outputs, job, trial, patches, context);
      }
      const network = new Network(
        layers.slice(split),
        input.networkShape,
        initialWeights(job, trial.trial, context),
      );
      return teacherWork(job, jobHash, trial, network, input, patches, async () => {
        if (outputs !== null) {
          await keepLogits(outputs, network, job, trial, patches, context);
        }
      });
    });
    outputs?.remove();
  } finally {
    input.close();
    frozen?.dispose();
    pixels.close();
  }
}

function teacherWork(
  job: TeacherJob,
  jobHash: string,
  trial: JobTrial,
  network: Network,
  input: PatchInput,
  patches: readonly JobPatch[],
  afterTraining: () => Promise<void>,
): TrialWork {
  const classes = 2 * job.textures.length;
  const weights =
    job.plan.classWeights === 'balanced' ? balancedWeights(patchCounts(job, patches)) : null;
  return {
    job,
    jobHash,
    trial,
    network,
    input,
    patches,
    loss: (logits, batch) => crossEntropy(logits, labelsOf(job, batch), classes, weights),
    afterTraining,
    release: () => {
      network.dispose();
    },
  };
}

/** Training patches of each class. */
function patchCounts(job: TeacherJob, patches: readonly JobPatch[]): readonly number[] {
  const counts = new Array<number>(2 * job.textures.length).fill(0);
  for (const label of labelsOf(job, patches)) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** Class index of each patch: 2·texture + (defective ? 1 : 0) of its image. */
function labelsOf(job: TeacherJob, batch: readonly JobPatch[]): readonly number[] {
  return batch.map(({ image: index }) => {
    const image = job.images[index];
    if (image === undefined) {
      throw new RangeError(`The job has no image ${index}.`);
    }
    return 2 * image.texture + (image.defective ? 1 : 0);
  });
}

/** The file of pretrained convolutions, after checking its content. */
function weightsPath(job: TeacherJob, context: JobContext): string {
  if (job.weights === null) {
    throw new ExpectedFailure(
      'missing-part',
      'The mode transfer needs pretrained weights, which the run does not have.',
      'Run the set-up, then start the run again.',
    );
  }
  return verifiedFile(context.folder, job.weights, 'weight file');
}

/** The convolutions as ImageNet, or whatever an imported set was trained on, made them. */
function pretrainedWeights(job: TeacherJob, context: JobContext): Initial {
  const path = weightsPath(job, context);
  return (name, shape) => fromWeights(path, 'weight', (file) => tensorFrom(file, name, shape));
}

/** transfer: pretrained convolutions, dense layers at random; scratch: everything at random (He). */
function initialWeights(job: TeacherJob, trial: number, context: JobContext): Initial {
  const pretrained = job.plan.mode === 'transfer' ? pretrainedWeights(job, context) : null;
  return (name, shape, fanIn) =>
    pretrained !== null && name.startsWith('block')
      ? pretrained(name, shape, fanIn)
      : heInitialisation(job.plan.seed, trial, name, shape, fanIn);
}

/** Computes what the frozen blocks say of every patch that the plan draws or validates with. */
async function cacheFeatures(
  outputs: PatchOutputs,
  job: TeacherJob,
  trial: JobTrial,
  patches: readonly JobPatch[],
  context: JobContext,
): Promise<void> {
  const { plan } = job;
  const order = new DataOrder(patches, { ...plan, trial: trial.trial });
  const side = plan.validationShare > 0 ? 'validation' : 'test';
  const grids = imagesOfSide(job.images, trial.sides, side, plan.patchSize).flatMap((index) => {
    const image = job.images[index];
    return image === undefined ? [] : (gridOf(image, index, plan.patchSize) ?? []);
  });
  const wanted = [...order.distinct(plan.iterations), ...grids];
  await keepAll(outputs, wanted, context, trial.trial, 'caching-features');
}

/**
 * Keeps what the trained teacher says of the patches that it drew, for its students: with the frozen blocks' output at
 * hand it costs little, while a student would have to compute the whole teacher again.
 */
async function keepLogits(
  outputs: PatchOutputs,
  network: Network,
  job: TeacherJob,
  trial: JobTrial,
  patches: readonly JobPatch[],
  context: JobContext,
): Promise<void> {
  const path = join(context.folder, trialFolder(trial.trial), teacherLogitsFile);
  // Batches must not depend on where an earlier process was killed: the list is made whole or anew.
  rmSync(path, { force: true });
  const shape = [2 * job.textures.length];
  const logits = new PatchOutputs(path, [network], outputs, shape, largestOutputsFile);
  try {
    const order = new DataOrder(patches, { ...job.plan, trial: trial.trial });
    await keepAllTogether(
      logits,
      order.distinct(job.plan.iterations),
      context,
      trial.trial,
      'evaluating',
    );
  } finally {
    logits.close();
  }
}

/** Name that follows from all that decides what the frozen blocks say of a patch. */
function outputsName(job: TeacherJob): string {
  const { architecture, frozenBlocks, patchSize } = job.plan;
  const parts = [
    architecture,
    frozenBlocks,
    patchSize,
    job.pixels.sha256,
    job.weights?.sha256 ?? '',
    tensorflowVersion(),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

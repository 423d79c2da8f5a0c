import { join } from 'node:path';
import type {
  ImageLogits,
  JobPatch,
  JobTrial,
  StudentJob,
  TeacherJob,
  TrialResult,
} from '../../src-shared/training/trainer-job';
import type { InputMeans } from '../../src-shared/training/weight-input';
import { saidFailure } from '../../src-shared/sentences/english';
import { parameterCount } from './architectures/architecture';
import { imageLogits, imagesOfSide } from './image-evaluation';
import type { JobContext } from './job-context';
import { layersOf, writeModel } from './model-file';
import type { Network } from './network';
import { trialFolder, trialIsDone, TrialLoop, type TrialWork } from './trial';
import { writeDurably } from './weights/durable-file';

/** Training patches of one trial: those whose image is on its training side. */
export function trainingPatches(
  job: TeacherJob | StudentJob,
  trial: JobTrial,
): readonly JobPatch[] {
  const patches = job.patches.filter(({ image }) => trial.sides[image] === 'training');
  if (patches.length === 0) {
    throw saidFailure('bad-input', 'noTrainingPatch', { trial: trial.trial });
  }
  return patches;
}

/**
 * Trains every trial that has no result yet, one after the other. Trials that were finished before a crash are
 * reported again, in case main did not hear of them.
 *
 * @param means what is subtracted from the input
 * @param prepare builds a trial's work, which is released here
 * @param frozen leading layers that belong to the model but do not learn; null for none
 */
export async function runTrials(
  job: TeacherJob | StudentJob,
  context: JobContext,
  frozen: Network | null,
  means: InputMeans,
  prepare: (trial: JobTrial) => Promise<TrialWork>,
): Promise<void> {
  nameSmallImages(job, context);
  for (const trial of job.trials) {
    if (!trialIsDone(context.folder, trial.trial)) {
      const work = await prepare(trial);
      try {
        await runTrial(work, context, frozen, means);
      } finally {
        work.release();
      }
    }
    context.emit({ kind: 'trial-done', trial: trial.trial });
  }
}

async function runTrial(
  work: TrialWork,
  context: JobContext,
  frozen: Network | null,
  means: InputMeans,
): Promise<void> {
  const { job, trial } = work;
  context.emit({
    kind: 'phase',
    trial: trial.trial,
    phase: 'training',
    done: 0,
    total: job.plan.iterations,
  });
  const trained = await new TrialLoop(work, context).run();
  await work.afterTraining();
  const validation = await sideLogits(work, context, 'validation');
  const test = await sideLogits(work, context, 'test');
  const file = `${trialFolder(trial.trial)}/model.safetensors`;
  const sha256 = writeModel(
    join(context.folder, file),
    frozen === null ? [work.network] : [frozen, work.network],
    {
      plan: job.plan,
      textures: job.textures,
      trial: trial.trial,
      iteration: trained.modelIteration,
      means,
    },
  );
  const { patchSize } = job.plan;
  const result: TrialResult = {
    formatVersion: 1,
    trial: trial.trial,
    iterations: trained.iterations,
    convergence: trained.convergence,
    modelIteration: trained.modelIteration,
    model: { file, sha256 },
    parameters: parameterCount(layersOf(job.plan, job.textures.length), [patchSize, patchSize, 3]),
    evaluations: trained.points.map(({ iteration, side, accuracy, textures }) => ({
      iteration,
      side,
      accuracy,
      textures,
    })),
    validation,
    test,
  };
  writeDurably(join(context.folder, trialFolder(trial.trial), 'result.json'), [
    Buffer.from(JSON.stringify(result)),
  ]);
  trained.checkpoints.remove();
}

async function sideLogits(
  { job, trial, network, input }: TrialWork,
  context: JobContext,
  side: 'validation' | 'test',
): Promise<readonly ImageLogits[]> {
  const { patchSize } = job.plan;
  const indices = imagesOfSide(job.images, trial.sides, side, patchSize);
  return imageLogits(network, input, job.images, indices, patchSize, context, (done) => {
    context.emit({
      kind: 'phase',
      trial: trial.trial,
      phase: 'evaluating',
      done,
      total: indices.length,
    });
  });
}

/** A patch does not fit into these images: they are left out, and named. */
function nameSmallImages(job: TeacherJob | StudentJob, context: JobContext): void {
  const { patchSize } = job.plan;
  const small = job.images.filter(({ width, height }) => width < patchSize || height < patchSize);
  if (small.length > 0) {
    const names = small.slice(0, 10).map(({ name }) => name);
    const more = small.length > names.length ? ` and ${small.length - names.length} more` : '';
    context.emit({
      kind: 'log',
      message: `Smaller than a patch of ${patchSize} pixels and left out: ${names.join(', ')}${more}.`,
    });
  }
}

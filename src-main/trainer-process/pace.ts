import { join } from 'node:path';
import { outputShapes, leadingLayers } from './architectures/architecture';
import type { PaceJob } from '../../src-shared/training/trainer-job';
import type { PlanPace } from '../../src-shared/training/plan-time';
import { elementCount } from '../../src-shared/training/element-count';
import { decidedTogether } from '../../src-shared/training/trainer-bounds';
import { JobCancelled, type JobContext } from './job-context';
import { tensorOf, valuesOf } from './kernels/tensorflow';
import { crossEntropy } from './loss';
import { layersOf } from './model-file';
import { Network } from './network';
import { Optimiser } from './optimiser';
import { heInitialisation } from './weights/initialise';
import { writeDurably } from './weights/durable-file';

/** After this many seconds no further repetition begins: a step of a whole VGG16 can take half a minute. */
const patience = 60;

/**
 * Times a few steps of a plan's own network and batch, a few patches through its frozen blocks or a student's teacher,
 * and one decision, with numbers of no meaning, into `pace.json`.
 */
export async function runPace(job: PaceJob, context: JobContext): Promise<void> {
  const { plan, channels } = job;
  const layers = layersOf(plan, job.textures);
  const split = plan.kind === 'teacher' ? leadingLayers(layers, plan.frozenBlocks) : 0;
  const answering =
    job.teacher === null ? layers.slice(0, split) : layersOf(job.teacher, job.textures);
  const picture = [plan.patchSize, plan.patchSize, 3];
  const pixels = [plan.patchSize, plan.patchSize, channels];
  const initial = (name: string, shape: readonly number[], fanIn: number): Float32Array =>
    heInitialisation(plan.seed, 1, name, shape, fanIn);
  let frozenPatch = 0;
  if (answering.length > 0) {
    const frozen = new Network(answering, picture, initial);
    frozenPatch = await seconds(context, 1, 3, forwardOf(frozen, 1, pixels));
    frozen.dispose();
  }
  const fed = split === 0 ? pixels : (outputShapes(layers, picture)[split - 1] ?? picture);
  const network = new Network(layers.slice(split), split === 0 ? picture : fed, initial);
  const optimiser = new Optimiser(plan, network.parameters);
  const step = await seconds(context, 2, 3, stepOf(job, network, optimiser, fed));
  optimiser.dispose();
  const decided = await seconds(context, 1, 1, forwardOf(network, decidedTogether, fed));
  network.dispose();
  const pace: PlanPace = { step, frozenPatch, decidedPatch: decided / decidedTogether };
  writeDurably(join(context.folder, 'pace.json'), [Buffer.from(JSON.stringify(pace))]);
}

function forwardOf(network: Network, patches: number, shape: readonly number[]): () => void {
  const values = new Float32Array(patches * elementCount(shape)).fill(1);
  return () => {
    const input = tensorOf(values, [patches, ...shape]);
    const output = network.forward(input);
    valuesOf(output);
    output.dispose();
    input.dispose();
  };
}

/** Forward pass, gradients and update, as a trial's step does them; at rate 0, so that nothing diverges. */
function stepOf(
  { plan, textures }: PaceJob,
  network: Network,
  optimiser: Optimiser,
  shape: readonly number[],
): () => void {
  const classes = 2 * textures;
  const values = new Float32Array(plan.batchSize * elementCount(shape)).fill(1);
  const labels = Array.from({ length: plan.batchSize }, (_, at) => at % classes);
  return () => {
    const input = tensorOf(values, [plan.batchSize, ...shape]);
    network.train(
      input,
      (output) => tensorOf(crossEntropy(valuesOf(output), labels, classes).gradient, output.shape),
      (parameter, gradient) => optimiser.update(parameter, gradient, 0, 1),
    );
    input.dispose();
  };
}

/** Median of the counted repetitions; fewer where they take long, at least one after at least one warm-up. */
async function seconds(
  context: JobContext,
  warmUp: number,
  counted: number,
  run: () => void,
): Promise<number> {
  const begun = context.seconds();
  const timed: number[] = [];
  for (let at = 0; at < warmUp + counted; at += 1) {
    const late = context.seconds() - begun > patience;
    if (late && timed.length > 0) break;
    const started = context.seconds();
    run();
    // Where it takes long, the first counts already from the second repetition on.
    if (at >= warmUp || (late && at > 0)) timed.push(context.seconds() - started);
    await context.breathe();
    if (context.cancelled()) throw new JobCancelled();
  }
  timed.sort((one, other) => one - other);
  return timed[Math.floor(timed.length / 2)] ?? 0;
}

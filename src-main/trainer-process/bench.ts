import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { BenchJob, BenchTiming } from '../../src-shared/training/trainer-job';
import { architectureNamed } from './architectures/all-architectures';
import { someNumbers, someWeights, timeForward } from './forward-time';
import type { JobContext } from './job-context';
import { endCounting, startCounting } from './kernels/operation-times';
import { tensorOf, valuesOf } from './kernels/tensorflow';
import { logitDistance } from './loss';
import { Network } from './network';
import { Optimiser } from './optimiser';
import { timed } from './timing';
import { writeDurably } from './weights/durable-file';

// The same shapes as the published experiment: 12 classes, patches of 224, nine an image.
const classes = 12;
const patchSize = 224;
const patchesPerImage = 9;
const batchSize = 32;
const studentFilters = [4, 8, 16, 4, 4];

const benchmarks: Readonly<
  Record<
    string,
    {
      readonly architecture: 'vgg16' | 'student';
      readonly trains: boolean;
      /** Of the pictures: 1 for gray ones. */
      readonly channels: 1 | 3;
    }
  >
> = {
  'vgg16-step-b32': { architecture: 'vgg16', trains: true, channels: 3 },
  'student-step-b32': { architecture: 'student', trains: true, channels: 3 },
  'vgg16-infer-9': { architecture: 'vgg16', trains: false, channels: 3 },
  'student-infer-9': { architecture: 'student', trains: false, channels: 3 },
  'student-step-b32-gray': { architecture: 'student', trains: true, channels: 1 },
  'student-infer-9-gray': { architecture: 'student', trains: false, channels: 1 },
};

/** Times the named benchmarks, one after the other, into `bench.json`: a list of timings. */
export async function runBench(job: BenchJob, context: JobContext): Promise<void> {
  const results: BenchTiming[] = [];
  for (const name of job.names) {
    const benchmark = benchmarks[name];
    if (benchmark === undefined) {
      throw new ExpectedFailure(
        'wrong-use',
        `The trainer has no benchmark named "${name}".`,
        `It has: ${Object.keys(benchmarks).join(', ')}.`,
      );
    }
    const definition = architectureNamed(benchmark.architecture);
    const filters = definition.role === 'student' ? studentFilters : null;
    const layers = definition.layers({ classes, filters });
    const network = new Network(layers, [patchSize, patchSize, 3], someWeights);
    const timing = benchmark.trains
      ? await timeStep(name, network, benchmark.channels, job, context)
      : await timeForward(
          name,
          network,
          [patchesPerImage, patchSize, patchSize, benchmark.channels],
          job.repeats,
          context,
          countingFor(job),
        );
    results.push(job.profile === true ? { ...timing, operations: endCounting() } : timing);
    network.dispose();
    context.emit({
      kind: 'phase',
      trial: 0,
      phase: 'evaluating',
      done: results.length,
      total: job.names.length,
    });
  }
  writeDurably(join(context.folder, 'bench.json'), [Buffer.from(JSON.stringify(results))]);
}

/** Forward pass, gradients and SGD update of one batch. */
async function timeStep(
  name: string,
  network: Network,
  channels: 1 | 3,
  job: BenchJob,
  context: JobContext,
): Promise<BenchTiming> {
  const optimiser = new Optimiser(
    { optimiser: 'sgd', momentum: 0, weightDecay: 0 },
    network.parameters,
  );
  const shape = [batchSize, patchSize, patchSize, channels];
  const input = tensorOf(someNumbers(shape, 1), shape);
  const targets = someNumbers([batchSize, classes], 1);
  const timing = await timed(
    name,
    () => {
      network.train(
        input,
        (output) =>
          tensorOf(logitDistance(valuesOf(output), targets, batchSize).gradient, output.shape),
        (parameter, gradient) => {
          optimiser.update(parameter, gradient, 1e-3, 1);
        },
      );
    },
    { warmUp: 1, counted: job.repeats },
    context,
    countingFor(job),
  );
  input.dispose();
  optimiser.dispose();
  return timing;
}

/** Operations are counted once the first, slower calls are over. */
function countingFor({ profile = false }: BenchJob): () => void {
  return profile ? startCounting : () => undefined;
}

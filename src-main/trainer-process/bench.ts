import { join } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { randomStream } from '../../src-shared/dataset/random';
import type { BenchJob, BenchTiming } from '../../src-shared/training/trainer-job';
import { elementCount } from '../../src-shared/training/element-count';
import type { Shape } from './architectures/architecture';
import { architectureNamed } from './architectures/all-architectures';
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
      : await timeInference(name, network, benchmark.channels, job, context);
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

/** Forward pass of the nine patches of one image. */
async function timeInference(
  name: string,
  network: Network,
  channels: 1 | 3,
  job: BenchJob,
  context: JobContext,
): Promise<BenchTiming> {
  const shape = [patchesPerImage, patchSize, patchSize, channels];
  const input = tensorOf(someNumbers(shape, 1), shape);
  const timing = await timed(
    name,
    () => {
      const output = network.forward(input);
      valuesOf(output);
      output.dispose();
    },
    { warmUp: 3, counted: job.repeats },
    context,
    countingFor(job),
  );
  input.dispose();
  return timing;
}

/** Operations are counted once the first, slower calls are over. */
function countingFor({ profile = false }: BenchJob): () => void {
  return profile ? startCounting : () => undefined;
}

const table = Float64Array.from({ length: 4099 }, gaussians());

function gaussians(): () => number {
  const stream = randomStream(1, 'bench');
  return () => stream.gaussian();
}

/** Gaussian numbers out of a short table: what they are makes no difference to the time. */
function someNumbers(shape: Shape, deviation: number): Float32Array {
  const numbers = new Float32Array(elementCount(shape));
  for (let at = 0; at < numbers.length; at += 1) {
    numbers[at] = deviation * (table[at % table.length] ?? 0);
  }
  return numbers;
}

function someWeights(_name: string, shape: Shape, fanIn: number): Float32Array {
  return someNumbers(shape, fanIn === 0 ? 0 : Math.sqrt(2 / fanIn));
}

import { randomStream } from '../../src-shared/dataset/random';
import { elementCount } from '../../src-shared/training/element-count';
import type { BenchTiming } from '../../src-shared/training/trainer-job';
import type { Shape } from './architectures/architecture';
import type { JobContext } from './job-context';
import { tensorOf, valuesOf } from './kernels/tensorflow';
import type { Network } from './network';
import { timed } from './timing';

/**
 * Times a forward pass of one batch, its logits read out.
 *
 * @param shape of the batch: patches, rows, columns, channels
 * @param warmedUp called before the first counted call
 */
export async function timeForward(
  name: string,
  network: Network,
  shape: Shape,
  repeats: number,
  context: JobContext,
  warmedUp?: () => void,
): Promise<BenchTiming> {
  const input = tensorOf(someNumbers(shape, 1), shape);
  const timing = await timed(
    name,
    () => {
      const output = network.forward(input);
      valuesOf(output);
      output.dispose();
    },
    { warmUp: 3, counted: repeats },
    context,
    warmedUp,
  );
  input.dispose();
  return timing;
}

const table = Float64Array.from({ length: 4099 }, gaussians());

function gaussians(): () => number {
  const stream = randomStream(1, 'bench');
  return () => stream.gaussian();
}

/** Gaussian numbers out of a short table: what they are makes no difference to the time. */
export function someNumbers(shape: Shape, deviation: number): Float32Array {
  const numbers = new Float32Array(elementCount(shape));
  for (let at = 0; at < numbers.length; at += 1) {
    numbers[at] = deviation * (table[at % table.length] ?? 0);
  }
  return numbers;
}

/** Weights for timing: He-initialised, out of that table. */
export function someWeights(_name: string, shape: Shape, fanIn: number): Float32Array {
  return someNumbers(shape, fanIn === 0 ? 0 : Math.sqrt(2 / fanIn));
}

import { randomStream } from '../../../src-shared/dataset/random';
import { elementCount } from '../../../src-shared/training/element-count';

/**
 * He initialisation: kernels normal with variance 2/fan-in, biases 0 (He et al., 2015).
 *
 * @param seed of the plan; with the trial and the parameter's name it decides every number
 * @param fanIn inputs that one output sums over; 0 for biases
 */
export function heInitialisation(
  seed: number,
  trial: number,
  parameter: string,
  shape: readonly number[],
  fanIn: number,
): Float32Array {
  const values = new Float32Array(elementCount(shape));
  if (fanIn === 0) {
    return values;
  }
  const stream = randomStream(seed, 'initial-weights', trial, parameter);
  const deviation = Math.sqrt(2 / fanIn);
  for (let at = 0; at < values.length; at += 1) {
    values[at] = deviation * stream.gaussian();
  }
  return values;
}

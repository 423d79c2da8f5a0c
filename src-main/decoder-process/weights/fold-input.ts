import { channelScalings, type Preprocessing } from '../../../src-shared/training/weight-input';
import type { LayerValues } from './read-layers';

/**
 * Brings a network's convolutions to the trainer's input: blue, green, red of 0 to 255, less means. The means are the
 * input's (`inputMeans`), so that zero padding stays what it was; order and divisors are folded into the first kernel.
 *
 * A network of convolutions, ReLU and max pooling is homogeneous: with input and biases times k, its output is times k.
 * All sets are brought to the scale of the built-in one by k = the mean divisor, so that learning rates and the heads
 * of shortened networks fit all of them: kernel₁ · k/divisor, biases · k. k is 1 for `caffe`, which stays bit for bit.
 */
export function foldInput(
  layers: readonly LayerValues[],
  preprocessing: Preprocessing,
): readonly LayerValues[] {
  if (preprocessing === 'caffe') return layers;
  const scale = outputScale(preprocessing);
  const { order, divisors } = channelScalings[preprocessing];
  return layers.map((layer, at): LayerValues => {
    const bias = layer.bias.map((value) => value * scale);
    if (at > 0) return { ...layer, bias };
    const [rows = 0, columns = 0, inputs = 0, filters = 0] = layer.shape;
    const kernel = new Float32Array(layer.kernel.length);
    for (let place = 0; place < rows * columns; place += 1) {
      for (let input = 0; input < inputs; input += 1) {
        const from = order === 'rgb' ? inputs - 1 - input : input;
        const factor = scale / (divisors[from] ?? NaN);
        for (let filter = 0; filter < filters; filter += 1) {
          kernel[(place * inputs + input) * filters + filter] =
            (layer.kernel[(place * inputs + from) * filters + filter] ?? NaN) * factor;
        }
      }
    }
    return { ...layer, kernel, bias };
  });
}

/** By how much larger every layer's output is than that of the network as it was trained. */
export function outputScale(preprocessing: Preprocessing): number {
  const [first, second, third] = channelScalings[preprocessing].divisors;
  return (first + second + third) / 3;
}

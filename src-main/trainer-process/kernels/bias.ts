import { attribute, execute, type Tensor } from './tensorflow';

const attributes = [attribute.float32('T'), attribute.text('data_format', 'NHWC')];

/**
 * Adds one number a channel.
 *
 * @param input […, C]
 * @param bias [C]
 */
export function addBias(input: Tensor, bias: Tensor): Tensor {
  return execute('BiasAdd', attributes, [input, bias]);
}

/**
 * Gradient of {@link addBias} with respect to the bias: the sum over all but the last axis.
 *
 * @param gradient of the output, […, C]
 * @returns [C]
 */
export function biasGradient(gradient: Tensor): Tensor {
  return execute('BiasAddGrad', attributes, [gradient]);
}

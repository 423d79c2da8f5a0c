import { attribute, execute, type Tensor } from './tensorflow';

const attributes = [attribute.float32('T')];

/** max(x, 0), element by element. */
export function relu(input: Tensor): Tensor {
  return execute('Relu', attributes, [input]);
}

/** Gradient of {@link relu}: passes `gradient` where `output` > 0. One kernel; tfjs composes five. */
export function reluGradient(gradient: Tensor, output: Tensor): Tensor {
  return execute('ReluGrad', attributes, [gradient, output]);
}

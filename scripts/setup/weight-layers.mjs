import { createHash } from 'node:crypto';

/**
 * @typedef {object} Tensor
 * @property {readonly number[]} shape
 * @property {Float32Array} values kernels in HWIO order, as Keras stores them
 */

/** @typedef {{ shape: readonly number[], sha256: string }} ExpectedTensor */

/** @typedef {{ kernel: ExpectedTensor, bias: ExpectedTensor }} ExpectedLayer */

/** @typedef {{ layout: string, layers: Record<string, ExpectedLayer> }} WeightManifest */

/**
 * The names of a manifest's tensors with what is expected of each: `block1_conv1/kernel`, …
 *
 * @param {WeightManifest} manifest
 * @returns {readonly (readonly [string, ExpectedTensor])[]}
 */
export function expectedTensors(manifest) {
  return Object.entries(manifest.layers).flatMap(([layer, { kernel, bias }]) => [
    /** @type {const} */ ([`${layer}/kernel`, kernel]),
    /** @type {const} */ ([`${layer}/bias`, bias]),
  ]);
}

/**
 * What is wrong with weights, one sentence a tensor; empty when they are the ones written down.
 *
 * @param {WeightManifest} manifest
 * @param {ReadonlyMap<string, Tensor>} tensors
 * @returns {readonly string[]}
 */
export function differences(manifest, tensors) {
  return expectedTensors(manifest).flatMap(([name, expected]) => {
    const tensor = tensors.get(name);
    if (tensor === undefined) return [`${name} is missing`];
    if (tensor.shape.join() !== expected.shape.join()) {
      return [`${name} has shape ${tensor.shape.join('×')}, not ${expected.shape.join('×')}`];
    }
    return sha256OfValues(tensor.values) === expected.sha256 ? [] : [`${name} has other values`];
  });
}

/** @param {Float32Array} values */
function sha256OfValues(values) {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Reorders a convolution kernel from ONNX's order to Keras' order.
 *
 * @param {Float32Array} oihw output channel, input channel, row, column
 * @param {readonly number[]} shape in that order
 * @returns {Tensor} row, column, input channel, output channel
 */
export function kernelFromOnnx(oihw, shape) {
  const [outputs = 0, inputs = 0, rows = 0, columns = 0] = shape;
  const hwio = new Float32Array(oihw.length);
  const area = rows * columns;
  for (let o = 0; o < outputs; o += 1) {
    for (let i = 0; i < inputs; i += 1) {
      const from = (o * inputs + i) * area;
      for (let at = 0; at < area; at += 1) {
        hwio[(at * inputs + i) * outputs + o] = oihw[from + at] ?? Number.NaN;
      }
    }
  }
  return { shape: [rows, columns, inputs, outputs], values: hwio };
}

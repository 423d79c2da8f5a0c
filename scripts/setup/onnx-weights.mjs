import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelFromOnnx } from './weight-layers.mjs';

/** TensorProto.DataType.FLOAT of ONNX. */
const FLOAT = 1;

/**
 * The names that a converted Keras VGG16 gives its convolutions; groups: layer, and what it is.
 * The bias became one when the converter folded an addition, hence its odd name.
 */
const CONVOLUTION = /(block\d_conv\d)[^/]*\/(convolution\/ReadVariableOp|Squeeze)(?::0)?$/;

/**
 * What is read of ONNX's TensorProto.
 *
 * @typedef {object} Initializer
 * @property {string} [name]
 * @property {number} [dataType]
 * @property {readonly number[]} [dims]
 * @property {Uint8Array} [rawData] little-endian
 * @property {readonly number[]} [floatData]
 */

/**
 * Reads the convolutions of a VGG16 out of an ONNX file.
 *
 * @param {string} root the checkout, which holds the schema of the format
 * @param {string} path
 * @returns {Promise<ReadonlyMap<string, import('./weight-layers.mjs').Tensor>>} `block1_conv1/kernel`, …;
 *   empty when there are none; rejects when the file is not ONNX
 */
export async function readOnnxConvolutions(root, path) {
  // Loaded only here: set-up must be able to say that the npm packages are missing.
  const { default: protobuf } = await import('protobufjs');
  const type = protobuf
    .loadSync(join(root, 'resources/onnx/onnx.proto'))
    .lookupType('onnx.ModelProto');
  /** @type {{ graph?: { initializer?: readonly Initializer[] } }} */
  const model = type.toObject(type.decode(readFileSync(path)), { longs: Number });
  const tensors = new Map();
  for (const initializer of model.graph?.initializer ?? []) {
    const match = CONVOLUTION.exec(initializer.name ?? '');
    if (match === null || initializer.dataType !== FLOAT) continue;
    const shape = initializer.dims ?? [];
    const values = floatValues(initializer);
    if (match[2] === 'Squeeze') tensors.set(`${match[1]}/bias`, { shape, values });
    else tensors.set(`${match[1]}/kernel`, kernelFromOnnx(values, shape));
  }
  return tensors;
}

/** @param {Initializer} initializer */
function floatValues({ rawData, floatData }) {
  if (rawData === undefined || rawData.length === 0) return Float32Array.from(floatData ?? []);
  // Copied, because a view needs an offset that is a multiple of four.
  return new Float32Array(Uint8Array.from(rawData).buffer, 0, rawData.length >> 2);
}

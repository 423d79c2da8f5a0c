import '../tensorflow-environment';
import { restoreRemovedUtilFunctions } from '../node-shim';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { nodeBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js';
import type { TFEOpAttr } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';
import { countedRun } from './operation-times';

export type Tensor = tf.Tensor;

restoreRemovedUtilFunctions();

const backend = nodeBackend();
const { binding } = backend;

/** Attributes of raw TensorFlow operations, in the form that the binding takes. */
export const attribute = {
  text: (name: string, value: string): TFEOpAttr => ({
    name,
    type: binding.TF_ATTR_STRING,
    value,
  }),
  integers: (name: string, value: readonly number[]): TFEOpAttr => ({
    name,
    type: binding.TF_ATTR_INT,
    value: [...value],
  }),
  flag: (name: string, value: boolean): TFEOpAttr => ({ name, type: binding.TF_ATTR_BOOL, value }),
  shape: (name: string, value: readonly number[]): TFEOpAttr => ({
    name,
    type: binding.TF_ATTR_SHAPE,
    value: [...value],
  }),
  float32: (name: string): TFEOpAttr => ({
    name,
    type: binding.TF_ATTR_TYPE,
    value: binding.TF_FLOAT,
  }),
  int32: (name: string): TFEOpAttr => ({
    name,
    type: binding.TF_ATTR_TYPE,
    value: binding.TF_INT32,
  }),
} as const;

/**
 * Runs one TensorFlow kernel with one output, past tfjs' own composition of kernels.
 * The caller owns the result and disposes it. Kernels run at once; a failure of TensorFlow is thrown.
 */
export function execute(
  operation: string,
  attributes: readonly TFEOpAttr[],
  inputs: readonly Tensor[],
): Tensor {
  return countedRun(operation, inputs, () =>
    backend.executeSingleOutput(operation, [...attributes], [...inputs]),
  );
}

/** Runs one TensorFlow kernel with several outputs; the caller disposes them. */
export function executeAll(
  operation: string,
  attributes: readonly TFEOpAttr[],
  inputs: readonly Tensor[],
  outputs: number,
): readonly Tensor[] {
  return countedRun(operation, inputs, () =>
    backend.executeMultipleOutputs(operation, [...attributes], [...inputs], outputs),
  );
}

/** Runs one TensorFlow kernel that has no output, such as an update of a variable. */
export function executeEffect(
  operation: string,
  attributes: readonly TFEOpAttr[],
  inputs: readonly Tensor[],
): void {
  countedRun(operation, inputs, () =>
    backend.executeMultipleOutputs(operation, [...attributes], [...inputs], 0),
  );
}

/**
 * A tensor over `values` (row-major); takes no copy, so `values` must not change before the tensor is disposed.
 *
 * @throws when the number of values does not fit the shape.
 */
export function tensorOf(values: Float32Array, shape: readonly number[]): Tensor {
  return tf.tensor(values, [...shape], 'float32');
}

/** A one-dimensional int32 tensor, as kernels take shapes. */
export function shapeTensor(shape: readonly number[]): Tensor {
  return tf.tensor1d([...shape], 'int32');
}

/** Copies a float32 tensor's values out, row-major. */
export function valuesOf(tensor: Tensor): Float32Array {
  const values = tensor.dataSync();
  if (!(values instanceof Float32Array)) {
    throw new TypeError(`Expected float32 values, not ${tensor.dtype}.`);
  }
  return values;
}

/** Live tensors of this process; constant over training steps. */
export function liveTensors(): number {
  return tf.memory().numTensors;
}

/** Version of the native TensorFlow library. */
export function tensorflowVersion(): string {
  return binding.TF_Version;
}

/** Name and version of the package that binds it. */
export function tensorflowPackage(): string {
  return `tfjs-node ${tf.version['tfjs-node']}`;
}

/** Whether kernels run on a GPU. */
export function runsOnGpu(): boolean {
  return backend.isUsingGpuDevice;
}

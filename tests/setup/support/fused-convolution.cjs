/* eslint-disable @typescript-eslint/no-require-imports -- this runs as it is, as CommonJS */
// Runs a fused convolution and the same as three ops; prints one JSON line. In a process of its own,
// since the native library stays loaded. usage: fused-convolution.cjs TFJS_NODE_GPU
const tf = require(process.argv[2]);
const backend = tf.backend();
const { binding } = backend;
const attribute = (name, type, value) => ({ name, type, value });

const image = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
// One filter copies the pixel, one negates it.
const kernel = tf.tensor4d([1, -1], [1, 1, 1, 2]);
const bias = tf.tensor1d([-4, 6]);
const fused = backend.executeSingleOutput(
  '_FusedConv2D',
  [
    attribute('T', binding.TF_ATTR_TYPE, binding.TF_FLOAT),
    attribute('TArgs', binding.TF_ATTR_TYPE, [binding.TF_FLOAT]),
    attribute('num_args', binding.TF_ATTR_INT, 1),
    attribute('num_host_args', binding.TF_ATTR_INT, 0),
    attribute('strides', binding.TF_ATTR_INT, [1, 1, 1, 1]),
    attribute('padding', binding.TF_ATTR_STRING, 'SAME'),
    attribute('explicit_paddings', binding.TF_ATTR_INT, []),
    attribute('data_format', binding.TF_ATTR_STRING, 'NHWC'),
    attribute('dilations', binding.TF_ATTR_INT, [1, 1, 1, 1]),
    attribute('use_cudnn_on_gpu', binding.TF_ATTR_BOOL, true),
    attribute('fused_ops', binding.TF_ATTR_STRING, ['BiasAdd', 'Relu']),
    attribute('epsilon', binding.TF_ATTR_FLOAT, 0.0001),
  ],
  [image, kernel, bias],
);
console.log(
  JSON.stringify({
    version: binding.TF_Version,
    backend: tf.getBackend(),
    shape: fused.shape,
    values: [...fused.dataSync()],
    tensors: tf.memory().numTensors,
  }),
);

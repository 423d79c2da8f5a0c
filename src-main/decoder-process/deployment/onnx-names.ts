/** Names of what goes into an ONNX model of ours and comes out; other programs ask for them. */
export const onnxInput = 'patches';
export const onnxOutput = 'logits';

/** Operators of ONNX 1.8 (2020): every runtime of the last years has them. */
export const onnxOpset = 13;

/** Names of what goes into an ONNX model of ours and comes out; other programs ask for them. */
export const onnxInput = 'patches';
export const onnxOutput = 'logits';
/** What goes into the last layer; only where our own runtime asks for it. */
export const onnxFeatures = 'features';

/** Operators of ONNX 1.8 (2020): every runtime of the last years has them. */
export const onnxOpset = 13;

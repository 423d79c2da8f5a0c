/**
 * What a network was given as numbers when its weights were trained. Which it was, no file says; who made the weights
 * does.
 *
 * - `caffe`: blue, green, red from 0 to 255, less ImageNet's means (Keras Applications' VGG16, the original).
 * - `torch`: red, green, blue from 0 to 1, less ImageNet's means, divided by its standard deviations (torchvision).
 * - `tf`: red, green, blue from −1 to 1.
 * - `unit`: red, green, blue from 0 to 1.
 */
export const preprocessings = ['caffe', 'torch', 'tf', 'unit'] as const;
export type Preprocessing = (typeof preprocessings)[number];

/** Order, means and divisors of one preprocessing: (value − mean) / divisor, of values from 0 to 255. */
export interface ChannelScaling {
  readonly order: 'bgr' | 'rgb';
  /** In `order`. */
  readonly means: readonly [number, number, number];
  readonly divisors: readonly [number, number, number];
}

export const channelScalings: Readonly<Record<Preprocessing, ChannelScaling>> = {
  caffe: { order: 'bgr', means: [103.939, 116.779, 123.68], divisors: [1, 1, 1] },
  torch: {
    order: 'rgb',
    means: [255 * 0.485, 255 * 0.456, 255 * 0.406],
    divisors: [255 * 0.229, 255 * 0.224, 255 * 0.225],
  },
  tf: { order: 'rgb', means: [127.5, 127.5, 127.5], divisors: [127.5, 127.5, 127.5] },
  unit: { order: 'rgb', means: [0, 0, 0], divisors: [255, 255, 255] },
};

/** What the trainer subtracts from pixels of 0 to 255 before a network sees them. */
export interface InputMeans {
  /** Of blue, green and red, the order of the network's input channels. */
  readonly colour: readonly [number, number, number];
  /** Of gray pixels: one mean for all three channels, so that folding them into one is exact (protocol.md, Teacher). */
  readonly gray: number;
}

/** ImageNet's, as the built-in weights expect them. */
export const imageNetMeans: InputMeans = { colour: [103.939, 116.779, 123.68], gray: 114.799 };

/** Means for weights of this preprocessing; of gray pixels it is the mean of the three. */
export function inputMeans(preprocessing: Preprocessing): InputMeans {
  if (preprocessing === 'caffe') return imageNetMeans;
  const { order, means } = channelScalings[preprocessing];
  const [first, second, third] = means;
  return {
    colour: order === 'bgr' ? means : [third, second, first],
    gray: (first + second + third) / 3,
  };
}

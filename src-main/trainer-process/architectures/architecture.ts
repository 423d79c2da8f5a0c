import { elementCount } from '../../../src-shared/training/element-count';

/** One layer of a sequential network over [N, H, W, C] input. */
export type Layer =
  /** 3×3, stride 1, zero padding that keeps the size, bias, ReLU. */
  | { readonly kind: 'convolution'; readonly name: string; readonly filters: number }
  /** 2×2, stride 2, an odd last row or column dropped; ends a block. */
  | { readonly kind: 'max-pooling' }
  /** The largest of each channel over the whole picture: what is there counts, and not where. */
  | { readonly kind: 'global-max-pooling' }
  /** Multiplies by a constant, so that layers at random follow layers of ImageNet at a like magnitude. */
  | { readonly kind: 'scaling'; readonly factor: number }
  | { readonly kind: 'flatten' }
  | {
      readonly kind: 'dense';
      readonly name: string;
      readonly units: number;
      readonly activation: 'relu' | 'none';
    };

/** A learnable tensor: `NAME/kernel` or `NAME/bias` of a layer. */
export interface ParameterShape {
  readonly name: string;
  /** Kernels of convolutions: rows, columns, input channels, filters; of dense layers: inputs, units. */
  readonly shape: readonly number[];
  /** Inputs that one output sums over; 0 for biases. */
  readonly fanIn: number;
}

export interface NetworkChoices {
  /** 2T: a non-defective and a defective class a texture. */
  readonly classes: number;
  /** Filters of a student's five convolutions; null for teachers. */
  readonly filters: readonly number[] | null;
}

/** Networks whose pretrained convolutions can be taken over. */
export const convolutionFamilies = ['vgg16', 'vgg11'] as const;
export type ConvolutionFamily = (typeof convolutionFamilies)[number];

/** One file `NAME.architecture.ts` exports one of these as its default. */
export interface ArchitectureDefinition {
  /** As plans name it; equals the file's name. */
  readonly name: string;
  readonly title: string;
  readonly role: 'teacher' | 'student';
  /** The network whose convolutions `block1_conv1` … it begins with: weights of another do not fit; null for none. */
  readonly convolutions: ConvolutionFamily | null;
  /** @throws RangeError where the choices do not fit the architecture. */
  layers(choices: NetworkChoices): readonly Layer[];
}

/** Height, width, channels of a picture, or the length of a flat vector. */
export type Shape = readonly number[];

/**
 * Shape of every layer's output, without the batch.
 *
 * @param input height, width, channels
 * @throws RangeError where nothing is left of the picture, or layers do not follow one another
 */
export function outputShapes(layers: readonly Layer[], input: Shape): readonly Shape[] {
  let shape = input;
  return layers.map((layer) => {
    shape = outputShape(layer, shape);
    return shape;
  });
}

function outputShape(layer: Layer, input: Shape): Shape {
  if (layer.kind === 'dense') {
    if (input.length !== 1) {
      throw new RangeError(`Dense layer ${layer.name} needs flat input, not ${input.join('×')}.`);
    }
    return [layer.units];
  }
  const [height, width, channels] = input;
  if (height === undefined || width === undefined || channels === undefined) {
    throw new RangeError(`A ${layer.kind} layer needs a picture, not ${input.join('×')}.`);
  }
  switch (layer.kind) {
    case 'scaling':
      return input;
    case 'convolution':
      return [height, width, layer.filters];
    case 'max-pooling':
      if (height < 2 || width < 2) {
        throw new RangeError('The patch is too small: pooling leaves nothing of it.');
      }
      return [Math.floor(height / 2), Math.floor(width / 2), channels];
    case 'global-max-pooling':
      return [1, 1, channels];
    case 'flatten':
      return [height * width * channels];
  }
}

/**
 * The learnable tensors of a network in the order of its layers.
 *
 * @param input height, width, channels
 */
export function parameterShapes(layers: readonly Layer[], input: Shape): readonly ParameterShape[] {
  const outputs = outputShapes(layers, input);
  return layers.flatMap((layer, at) => {
    const before = at === 0 ? input : (outputs[at - 1] ?? input);
    const inputs = before[before.length - 1] ?? 0;
    switch (layer.kind) {
      case 'convolution':
        return [
          {
            name: `${layer.name}/kernel`,
            shape: [3, 3, inputs, layer.filters],
            fanIn: 9 * inputs,
          },
          { name: `${layer.name}/bias`, shape: [layer.filters], fanIn: 0 },
        ];
      case 'dense':
        return [
          { name: `${layer.name}/kernel`, shape: [inputs, layer.units], fanIn: inputs },
          { name: `${layer.name}/bias`, shape: [layer.units], fanIn: 0 },
        ];
      case 'max-pooling':
      case 'global-max-pooling':
      case 'scaling':
      case 'flatten':
        return [];
    }
  });
}

/** Number of learnable numbers of a network on input of height, width, channels. */
export function parameterCount(layers: readonly Layer[], input: Shape): number {
  return parameterShapes(layers, input)
    .map(({ shape }) => elementCount(shape))
    .reduce((sum, count) => sum + count, 0);
}

/**
 * Number of leading layers that make up the first `blocks` blocks (convolutions ended by a pooling).
 *
 * @throws RangeError where the network has fewer blocks
 */
export function leadingLayers(layers: readonly Layer[], blocks: number): number {
  let found = 0;
  for (let at = 0; at < layers.length; at += 1) {
    if (found === blocks) {
      return at;
    }
    if (layers[at]?.kind === 'max-pooling') {
      found += 1;
    }
  }
  throw new RangeError(`The network has ${found} blocks, fewer than ${blocks}.`);
}

/**
 * Floating-point operations of one patch's way through a network: two for each multiplication with its addition, of
 * convolutions and dense layers; biases, ReLUs and poolings are left out.
 *
 * @param input height, width, channels
 */
export function operationCount(layers: readonly Layer[], input: Shape): number {
  const outputs = outputShapes(layers, input);
  return layers.reduce((sum, layer, at) => {
    if (layer.kind !== 'convolution' && layer.kind !== 'dense') return sum;
    const before = at === 0 ? input : (outputs[at - 1] ?? input);
    const inputs = before[before.length - 1] ?? 0;
    const window = layer.kind === 'convolution' ? 9 : 1;
    return sum + 2 * window * inputs * elementCount(outputs[at] ?? []);
  }, 0);
}

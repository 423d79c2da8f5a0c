import type { TrainingPlan } from '../../../src-shared/training/training-plan';
import type { InputMeans } from '../../../src-shared/training/weight-input';
import { architectureNamed } from '../../trainer-process/architectures/all-architectures';
import {
  outputShapes,
  parameterShapes,
  type Layer,
  type Shape,
} from '../../trainer-process/architectures/architecture';
import { grayKernel, redFirstKernel, scaledValues } from './input-kernel';

/** A layer of a network that leaves Ellipsight; kernels are HWIO or [inputs, units], as they were trained. */
export type ExportedLayer =
  | {
      readonly kind: 'convolution';
      readonly name: string;
      /** Rows, columns, input channels, filters. */
      readonly shape: Shape;
      readonly kernel: Float32Array;
      readonly bias: Float32Array;
    }
  | { readonly kind: 'max-pooling' }
  | { readonly kind: 'global-max-pooling' }
  | { readonly kind: 'scaling'; readonly factor: number }
  /** Of a picture of height, width, channels. */
  | { readonly kind: 'flatten'; readonly from: Shape }
  | {
      readonly kind: 'dense';
      readonly name: string;
      /** Inputs, units. */
      readonly shape: Shape;
      readonly kernel: Float32Array;
      readonly bias: Float32Array;
      readonly activation: 'relu' | 'none';
    };

/** A trained network as other programs get it: bytes of pixels go in, logits come out. */
export interface ExportedNetwork {
  /** 1: gray; 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** Side of a patch, pixels. */
  readonly patchSize: number;
  /** 2T. */
  readonly classes: number;
  /** Subtracted from the bytes of each channel, in their order. */
  readonly means: readonly number[];
  readonly layers: readonly ExportedLayer[];
}

/** Where the values of a parameter come from: `NAME/kernel`, `NAME/bias`, of this shape. */
export type ParameterSource = (name: string, shape: Shape) => Float32Array;

/**
 * Brings a trained network to the form in which it leaves: gray pixels come as one channel, colour as red, green, blue.
 *
 * Gray: the network was trained on three equal channels, so that Σ_c k_c·x = (Σ_c k_c)·x; the padding is zero after the
 * one mean was subtracted, in all three channels as in one, so the fold is exact at the border too (protocol.md,
 * Teacher). Colour: the network sees blue first; the first kernel's channels are turned round instead. A scaling that a
 * convolution follows goes into its kernel: k·(s·x) = (s·k)·x; the student's 1/64 only moves exponents.
 *
 * @param channels of the pixels that the run was fed
 * @throws RangeError where plan and parameters do not fit one another
 */
export function exportedNetwork(
  plan: TrainingPlan,
  textures: number,
  channels: 1 | 3,
  means: InputMeans,
  parameters: ParameterSource,
): ExportedNetwork {
  const classes = 2 * textures;
  const layers = architectureNamed(plan.architecture).layers({
    classes,
    filters: plan.kind === 'student' ? plan.filters : null,
  });
  const [blue, green, red] = means.colour;
  return {
    channels,
    patchSize: plan.patchSize,
    classes,
    means: channels === 1 ? [means.gray] : [red, green, blue],
    layers: exportedLayers(layers, plan.patchSize, channels, parameters),
  };
}

function exportedLayers(
  layers: readonly Layer[],
  patchSize: number,
  channels: 1 | 3,
  parameters: ParameterSource,
): readonly ExportedLayer[] {
  // The network's own parameters always have three input channels.
  const input = [patchSize, patchSize, 3];
  const shapes = new Map(parameterShapes(layers, input).map(({ name, shape }) => [name, shape]));
  const outputs = outputShapes(layers, input);
  const shapeOf = (name: string): Shape => {
    const shape = shapes.get(name);
    if (shape === undefined) throw new RangeError(`The network has no parameter ${name}.`);
    return shape;
  };
  const exported: ExportedLayer[] = [];
  let factor = 1;
  let first = true;
  layers.forEach((layer, at) => {
    switch (layer.kind) {
      case 'scaling':
        if (layers[at + 1]?.kind === 'convolution') factor = layer.factor;
        else exported.push(layer);
        break;
      case 'convolution': {
        const name = `${layer.name}/kernel`;
        const trained = shapeOf(name);
        const [rows = 0, columns = 0, inputs = 0, filters = 0] = trained;
        let kernel = parameters(name, trained);
        if (first)
          kernel = channels === 1 ? grayKernel(kernel, trained) : redFirstKernel(kernel, trained);
        exported.push({
          kind: 'convolution',
          name: layer.name,
          shape: [rows, columns, first ? channels : inputs, filters],
          kernel: factor === 1 ? kernel : scaledValues(kernel, factor),
          bias: parameters(`${layer.name}/bias`, shapeOf(`${layer.name}/bias`)),
        });
        first = false;
        factor = 1;
        break;
      }
      case 'flatten':
        exported.push({ kind: 'flatten', from: outputs[at - 1] ?? input });
        break;
      case 'dense': {
        const shape = shapeOf(`${layer.name}/kernel`);
        exported.push({
          kind: 'dense',
          name: layer.name,
          shape,
          kernel: parameters(`${layer.name}/kernel`, shape),
          bias: parameters(`${layer.name}/bias`, shapeOf(`${layer.name}/bias`)),
          activation: layer.activation,
        });
        break;
      }
      case 'max-pooling':
      case 'global-max-pooling':
        exported.push(layer);
        break;
    }
  });
  return exported;
}

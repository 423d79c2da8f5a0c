import type { FoundLayer, FoundTensor } from './found-layer';

/** A tensor under the name that a file gives it. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: FoundTensor;
}

/** LAYER/kernel as Keras has it, LAYER.weight as PyTorch does; `:0` is TensorFlow's number of an output. */
const ending = /^(.*?)[./](kernel|bias|weight)(?::0)?$/s;

/**
 * Brings tensors together that belong to one layer by their names, in the order of their first tensors. A tensor that
 * is no kernel and no bias makes a layer of its own, with neither.
 */
export function layersByName(tensors: readonly NamedTensor[]): readonly FoundLayer[] {
  const layers = new Map<string, FoundLayer>();
  for (const { name, tensor } of tensors) {
    const [, layer = name, part] = ending.exec(name) ?? [];
    const known = layers.get(layer) ?? { name: layer, kernel: null, bias: null, layout: 'hwio' };
    switch (part) {
      case 'kernel':
        layers.set(layer, { ...known, kernel: tensor, layout: 'hwio' });
        break;
      case 'weight':
        layers.set(layer, { ...known, kernel: tensor, layout: 'oihw' });
        break;
      case 'bias':
        layers.set(layer, { ...known, bias: tensor });
        break;
      default:
        layers.set(layer, known);
    }
  }
  return [...layers.values()];
}

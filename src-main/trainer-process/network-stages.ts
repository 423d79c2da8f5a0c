import type { Layer } from './architectures/architecture';

/** Layers that run together: a convolution takes the pooling after it along. */
export type Stage =
  | { readonly kind: 'convolution'; readonly name: string; readonly pooling: boolean }
  | { readonly kind: 'max-pooling' }
  | { readonly kind: 'global-max-pooling' }
  | { readonly kind: 'scaling'; readonly factor: number }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'dense'; readonly name: string; readonly activation: 'relu' | 'none' };

/** The stages of a network in order. */
export function stagesOf(layers: readonly Layer[]): readonly Stage[] {
  const stages: Stage[] = [];
  layers.forEach((layer, at) => {
    switch (layer.kind) {
      case 'convolution':
        stages.push({
          kind: 'convolution',
          name: layer.name,
          pooling: layers[at + 1]?.kind === 'max-pooling',
        });
        break;
      case 'max-pooling':
        if (layers[at - 1]?.kind !== 'convolution') {
          stages.push({ kind: 'max-pooling' });
        }
        break;
      case 'global-max-pooling':
      case 'scaling':
      case 'flatten':
      case 'dense':
        stages.push(layer);
        break;
    }
  });
  return stages;
}

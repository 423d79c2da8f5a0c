import type { Layer } from './architectures/architecture';

/** Layers that run together: a convolution takes along the scaling before it and the pooling after it. */
export type Stage =
  | {
      readonly kind: 'convolution';
      readonly name: string;
      /** Of the scaling before it, else 1. */
      readonly factor: number;
      readonly pooling: boolean;
    }
  | Exclude<Layer, { readonly kind: 'convolution' }>;

/** The stages of a network in order. */
export function stagesOf(layers: readonly Layer[]): readonly Stage[] {
  const stages: Stage[] = [];
  layers.forEach((layer, at) => {
    const before = layers[at - 1];
    switch (layer.kind) {
      case 'convolution':
        stages.push({
          kind: 'convolution',
          name: layer.name,
          factor: before?.kind === 'scaling' ? before.factor : 1,
          pooling: layers[at + 1]?.kind === 'max-pooling',
        });
        break;
      case 'max-pooling':
        if (before?.kind !== 'convolution') {
          stages.push(layer);
        }
        break;
      case 'scaling':
        if (layers[at + 1]?.kind !== 'convolution') {
          stages.push(layer);
        }
        break;
      case 'global-max-pooling':
      case 'flatten':
      case 'dense':
        stages.push(layer);
        break;
    }
  });
  return stages;
}

/** Index of the first stage that learns: no gradient is wanted before it. */
export function firstLearning(stages: readonly Stage[]): number {
  return stages.findIndex(({ kind }) => kind === 'convolution' || kind === 'dense');
}

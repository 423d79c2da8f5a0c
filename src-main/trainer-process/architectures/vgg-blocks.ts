import type { Layer } from './architecture';

/** One of a VGG's blocks: convolutions of as many filters each, and the pooling that ends it. */
export interface VggBlock {
  readonly filters: number;
  readonly convolutions: number;
}

/** Layers of VGG blocks, named as in Keras (`block1_conv1` …), so that weights fit by name. */
export function vggBlocks(blocks: readonly VggBlock[]): readonly Layer[] {
  return blocks.flatMap(({ filters, convolutions }, block): Layer[] => [
    ...Array.from({ length: convolutions }, (_, at): Layer => ({
      kind: 'convolution',
      name: `block${block + 1}_conv${at + 1}`,
      filters,
    })),
    { kind: 'max-pooling' },
  ]);
}

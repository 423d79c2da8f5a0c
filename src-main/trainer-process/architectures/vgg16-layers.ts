import type { Layer } from './architecture';

// Filters and number of convolutions of VGG16's five blocks (Simonyan and Zisserman, configuration D).
const blocks = [
  { filters: 64, convolutions: 2 },
  { filters: 128, convolutions: 2 },
  { filters: 256, convolutions: 3 },
  { filters: 512, convolutions: 3 },
  { filters: 512, convolutions: 3 },
] as const;

/**
 * The first `count` of VGG16's five blocks. Layers are named as in Keras (`block1_conv1` …), so that the ImageNet
 * weights fit by name.
 */
export function vgg16Blocks(count: number): readonly Layer[] {
  return blocks.slice(0, count).flatMap(({ filters, convolutions }, block): Layer[] => [
    ...Array.from({ length: convolutions }, (_, at): Layer => ({
      kind: 'convolution',
      name: `block${block + 1}_conv${at + 1}`,
      filters,
    })),
    { kind: 'max-pooling' },
  ]);
}

/** Flatten, the given hidden layers with ReLU, and the classifier. */
export function denseHead(hidden: readonly number[], classes: number): readonly Layer[] {
  return [
    { kind: 'flatten' },
    ...hidden.map((units, at): Layer => ({
      kind: 'dense',
      name: `fc${at + 1}`,
      units,
      activation: 'relu',
    })),
    { kind: 'dense', name: 'classifier', units: classes, activation: 'none' },
  ];
}

/**
 * What follows the first blocks of VGG16 in a shortened network: convolutions at random, the largest answer of each of
 * their filters wherever in the patch it is, and the classifier. A head that knew places would have to see a defect in
 * each of them, and quick runs see a dozen defects.
 *
 * @param filters of the convolutions
 */
export function convolutionalHead(filters: readonly number[], classes: number): readonly Layer[] {
  return [
    // What VGG16's second and third blocks say of pixels around ±100 lies in the hundreds.
    { kind: 'scaling', factor: 0.003 },
    ...filters.map((count, at): Layer => ({
      kind: 'convolution',
      name: `head_conv${at + 1}`,
      filters: count,
    })),
    { kind: 'global-max-pooling' },
    ...denseHead([], classes),
  ];
}

import type { Layer } from './architecture';
import { vggBlocks } from './vgg-blocks';

// Filters and number of convolutions of VGG16's five blocks (Simonyan and Zisserman, configuration D).
const blocks = [
  { filters: 64, convolutions: 2 },
  { filters: 128, convolutions: 2 },
  { filters: 256, convolutions: 3 },
  { filters: 512, convolutions: 3 },
  { filters: 512, convolutions: 3 },
] as const;

/** The first `count` of VGG16's five blocks. */
export function vgg16Blocks(count: number): readonly Layer[] {
  return vggBlocks(blocks.slice(0, count));
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
 * @param factor brings what the last block says of pixels around ±100 to numbers around 1: on DAGM's textures its
 *   standard deviation was 135, 425, 326, 46 after the first, second, third, fourth block
 */
export function convolutionalHead(
  filters: readonly number[],
  classes: number,
  factor: number,
): readonly Layer[] {
  return [
    { kind: 'scaling', factor },
    ...filters.map((count, at): Layer => ({
      kind: 'convolution',
      name: `head_conv${at + 1}`,
      filters: count,
    })),
    { kind: 'global-max-pooling' },
    ...denseHead([], classes),
  ];
}

import type { ArchitectureDefinition } from './architecture';
import { convolutionalHead, vgg16Blocks } from './vgg16-layers';

/** VGG16 cut off after its second block, with a small head of its own, for quick runs. */
const vgg16TwoBlocks: ArchitectureDefinition = {
  name: 'vgg16-two-blocks',
  title: 'VGG16, first two blocks',
  role: 'teacher',
  convolutions: 'vgg16',
  layers: ({ classes }) => [...vgg16Blocks(2), ...convolutionalHead([32], classes, 0.003)],
};

export default vgg16TwoBlocks;

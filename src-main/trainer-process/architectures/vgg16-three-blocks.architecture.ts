import type { ArchitectureDefinition } from './architecture';
import { convolutionalHead, vgg16Blocks } from './vgg16-layers';

/** VGG16 cut off after its third block, with a small head of its own, for quick runs. */
const vgg16ThreeBlocks: ArchitectureDefinition = {
  name: 'vgg16-three-blocks',
  title: 'VGG16, first three blocks',
  role: 'teacher',
  convolutions: 'vgg16',
  layers: ({ classes }) => [...vgg16Blocks(3), ...convolutionalHead([64], classes, 0.003)],
};

export default vgg16ThreeBlocks;

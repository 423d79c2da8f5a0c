import type { ArchitectureDefinition } from './architecture';
import { convolutionalHead, vgg16Blocks } from './vgg16-layers';

/** VGG16 cut off after its fourth block, with a small head of its own. */
const vgg16FourBlocks: ArchitectureDefinition = {
  name: 'vgg16-four-blocks',
  title: 'VGG16, first four blocks',
  role: 'teacher',
  convolutions: 'vgg16',
  layers: ({ classes }) => [...vgg16Blocks(4), ...convolutionalHead([64], classes, 0.02)],
};

export default vgg16FourBlocks;

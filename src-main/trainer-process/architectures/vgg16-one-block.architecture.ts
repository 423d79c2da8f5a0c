import type { ArchitectureDefinition } from './architecture';
import { convolutionalHead, vgg16Blocks } from './vgg16-layers';

/** VGG16 cut off after its first block, with a small head of its own. */
const vgg16OneBlock: ArchitectureDefinition = {
  name: 'vgg16-one-block',
  title: 'VGG16, first block',
  role: 'teacher',
  convolutions: 'vgg16',
  layers: ({ classes }) => [...vgg16Blocks(1), ...convolutionalHead([16], classes, 0.007)],
};

export default vgg16OneBlock;

import type { ArchitectureDefinition } from './architecture';
import { denseHead, vgg16Blocks } from './vgg16-layers';

/** VGG16 cut off after its third block, for quick runs. */
const vgg16ThreeBlocks: ArchitectureDefinition = {
  name: 'vgg16-three-blocks',
  title: 'VGG16, first three blocks',
  role: 'teacher',
  layers: ({ classes }) => [...vgg16Blocks(3), ...denseHead([128], classes)],
};

export default vgg16ThreeBlocks;

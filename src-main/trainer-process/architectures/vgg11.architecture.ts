import type { ArchitectureDefinition } from './architecture';
import { vggBlocks } from './vgg-blocks';
import { denseHead } from './vgg16-layers';

// Simonyan and Zisserman, configuration A.
const blocks = [
  { filters: 64, convolutions: 1 },
  { filters: 128, convolutions: 1 },
  { filters: 256, convolutions: 2 },
  { filters: 512, convolutions: 2 },
  { filters: 512, convolutions: 2 },
] as const;

/** The smallest of the VGG family: 128,815,500 parameters for 12 classes on 224×224×3. */
const vgg11: ArchitectureDefinition = {
  name: 'vgg11',
  title: 'VGG11',
  role: 'teacher',
  convolutions: 'vgg11',
  layers: ({ classes }) => [...vggBlocks(blocks), ...denseHead([4096, 4096], classes)],
};

export default vgg11;

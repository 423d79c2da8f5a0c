import type { ArchitectureDefinition } from './architecture';
import { denseHead, vgg16Blocks } from './vgg16-layers';

/** The paper's teacher: 134,309,708 parameters for 12 classes on 224×224×3. */
const vgg16: ArchitectureDefinition = {
  name: 'vgg16',
  title: 'VGG16',
  role: 'teacher',
  convolutions: 'vgg16',
  layers: ({ classes }) => [...vgg16Blocks(5), ...denseHead([4096, 4096], classes)],
};

export default vgg16;

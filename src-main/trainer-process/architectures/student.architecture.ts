import type { ArchitectureDefinition, Layer } from './architecture';
import { denseHead } from './vgg16-layers';

/** The paper's student: five single convolutions; 858,380 parameters for (4, 8, 16, 4, 4), 12 classes, 224×224×3. */
const student: ArchitectureDefinition = {
  name: 'student',
  title: 'Student',
  role: 'student',
  convolutions: null,
  layers: ({ classes, filters }) => {
    if (filters === null || filters.length !== 5) {
      throw new RangeError('A student needs the filters of its five convolutions.');
    }
    return [
      // Pixels lie around ±100; a network from nothing starts well with numbers around 1.
      { kind: 'scaling', factor: 1 / 64 },
      ...filters.flatMap((count, at): Layer[] => [
        { kind: 'convolution', name: `conv${at + 1}`, filters: count },
        { kind: 'max-pooling' },
      ]),
      ...denseHead([4096], classes),
    ];
  },
};

export default student;

import { architectureNamed } from '../../trainer-process/architectures/all-architectures';
import { parameterShapes } from '../../trainer-process/architectures/architecture';

/** A convolution that an architecture can take over. */
export interface ExpectedLayer {
  /** e.g. `block1_conv1`. */
  readonly name: string;
  /** Rows, columns, inputs, filters. */
  readonly kernel: readonly number[];
  /** Its place in torchvision's `features`, where each ReLU and pooling counts as one. */
  readonly torchIndex: number;
}

/**
 * The convolutions of an architecture's blocks, in their order.
 *
 * @throws ExpectedFailure `bad-input` where there is none of that name
 */
export function expectedLayers(architecture: string): readonly ExpectedLayer[] {
  const definition = architectureNamed(architecture);
  const filters = definition.role === 'student' ? [4, 4, 4, 4, 4] : null;
  const layers = definition.layers({ classes: 2, filters });
  // Large enough for five poolings; kernels do not depend on it.
  const shapes = new Map(
    parameterShapes(layers, [64, 64, 3]).map(({ name, shape }) => [name, shape]),
  );
  const expected: ExpectedLayer[] = [];
  let torchIndex = 0;
  for (const layer of layers) {
    if (layer.kind === 'convolution' && layer.name.startsWith('block')) {
      const kernel = shapes.get(`${layer.name}/kernel`) ?? [];
      expected.push({ name: layer.name, kernel, torchIndex });
      torchIndex += 2;
    } else if (layer.kind === 'max-pooling') {
      torchIndex += 1;
    }
  }
  return expected;
}

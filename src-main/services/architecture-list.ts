import type { ArchitectureView } from '../../src-shared/ipc/architecture-views';
import { allArchitectures } from '../trainer-process/architectures/all-architectures';
import { parameterCount, type Layer } from '../trainer-process/architectures/architecture';

/**
 * The architectures of teachers, in the order of their names.
 *
 * @param textures number of textures; each gives two classes
 * @param patchSize side of the square input, pixels
 */
export function teacherArchitectures(
  textures: number,
  patchSize: number,
): readonly ArchitectureView[] {
  return allArchitectures
    .filter(({ role }) => role === 'teacher')
    .map(({ name, title, convolutions, layers: layersFor }) => {
      const layers = layersFor({ classes: 2 * textures, filters: null });
      const blocks = layers.filter(({ kind }) => kind === 'max-pooling').length;
      return { name, title, parameters: countOrNull(layers, patchSize), blocks, convolutions };
    });
}

/** Number of learnable numbers; null where pooling leaves nothing of so small a patch. */
function countOrNull(layers: readonly Layer[], patchSize: number): number | null {
  try {
    return parameterCount(layers, [patchSize, patchSize, 3]);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

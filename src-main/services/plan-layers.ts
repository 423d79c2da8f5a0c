import type { MemoryLayer, MemoryNetwork } from '../../src-shared/training/memory-estimate';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import { elementCount } from '../../src-shared/training/element-count';
import { architectureNamed } from '../trainer-process/architectures/all-architectures';
import {
  leadingLayers,
  outputShapes,
  parameterCount,
  type Layer,
} from '../trainer-process/architectures/architecture';

/** The network of a plan, cut where its frozen blocks end. */
export interface PlanLayers {
  /** Leading layers that do not learn; null for none. */
  readonly frozen: MemoryNetwork | null;
  readonly learning: MemoryNetwork;
}

/**
 * The layers of a plan's network with what each puts out and learns.
 *
 * @param textures number of textures
 * @param channels of the pixels that it is fed
 * @throws RangeError where the network does not fit the patch; ExpectedFailure where there is none of that name.
 */
export function planLayers(plan: TrainingPlan, textures: number, channels: 1 | 3): PlanLayers {
  const { patchSize } = plan;
  const layers = networkLayers(plan, textures);
  const shapes = outputShapes(layers, [patchSize, patchSize, 3]).map(elementCount);
  const all = layers.map((layer, at): MemoryLayer => ({
    kind: layer.kind,
    outputs: shapes[at] ?? 0,
    parameters: parametersUpTo(layers, at + 1, patchSize) - parametersUpTo(layers, at, patchSize),
  }));
  const split = plan.kind === 'teacher' ? leadingLayers(layers, plan.frozenBlocks) : 0;
  const pixels = patchSize * patchSize * channels;
  return {
    frozen: split === 0 ? null : { layers: all.slice(0, split), inputs: pixels },
    learning: { layers: all.slice(split), inputs: split === 0 ? pixels : (shapes[split - 1] ?? 0) },
  };
}

/** All layers of a plan's network. */
export function networkLayers(plan: TrainingPlan, textures: number): readonly Layer[] {
  return architectureNamed(plan.architecture).layers({
    classes: 2 * textures,
    filters: plan.kind === 'student' ? plan.filters : null,
  });
}

function parametersUpTo(layers: readonly Layer[], end: number, patchSize: number): number {
  return parameterCount(layers.slice(0, end), [patchSize, patchSize, 3]);
}

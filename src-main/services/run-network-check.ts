import type { TrainingPlan } from '../../src-shared/training/training-plan';
import { said, type Said } from '../../src-shared/sentences/sentence';
import { allArchitectures } from '../trainer-process/architectures/all-architectures';
import { outputShapes } from '../trainer-process/architectures/architecture';

/** What stands against the network that a plan asks for, in plain sentences. */
export function networkProblems(plan: TrainingPlan): readonly Said[] {
  const fitting = allArchitectures.filter(({ role }) => role === plan.kind);
  const definition = fitting.find(({ name }) => name === plan.architecture);
  if (definition === undefined) {
    const names = fitting.map(({ name }) => name);
    return [
      said('planNoArchitecture', { architecture: plan.architecture, kind: plan.kind, names }),
    ];
  }
  const layers = definition.layers({
    classes: 2,
    filters: plan.kind === 'student' ? plan.filters : null,
  });
  const problems: Said[] = [];
  const blocks = layers.filter(({ kind }) => kind === 'max-pooling').length;
  if (plan.kind === 'teacher' && plan.frozenBlocks > blocks) {
    problems.push(
      said('planBlocks', { architecture: plan.architecture, blocks, frozen: plan.frozenBlocks }),
    );
  }
  try {
    outputShapes(layers, [plan.patchSize, plan.patchSize, 3]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { patchSize, architecture } = plan;
    problems.push(said('planPatchTooSmall', { patchSize, architecture }));
  }
  return problems;
}

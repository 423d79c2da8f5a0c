import type { TrainingPlan } from '../../src-shared/training/training-plan';
import { allArchitectures } from '../trainer-process/architectures/all-architectures';
import { outputShapes } from '../trainer-process/architectures/architecture';

/** What stands against the network that a plan asks for, in plain sentences. */
export function networkProblems(plan: TrainingPlan): readonly string[] {
  const fitting = allArchitectures.filter(({ role }) => role === plan.kind);
  const definition = fitting.find(({ name }) => name === plan.architecture);
  if (definition === undefined) {
    const names = fitting.map(({ name }) => name).join(', ');
    return [
      `There is no architecture "${plan.architecture}" for a ${plan.kind}; there is ${names}.`,
    ];
  }
  const layers = definition.layers({
    classes: 2,
    filters: plan.kind === 'student' ? plan.filters : null,
  });
  const problems: string[] = [];
  const blocks = layers.filter(({ kind }) => kind === 'max-pooling').length;
  if (plan.kind === 'teacher' && plan.frozenBlocks > blocks) {
    problems.push(
      `Architecture ${plan.architecture} has ${blocks} blocks, and frozenBlocks asks for ${plan.frozenBlocks}.`,
    );
  }
  try {
    outputShapes(layers, [plan.patchSize, plan.patchSize, 3]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.push(
      `A patch of ${plan.patchSize} pixels is too small for architecture ${plan.architecture}; choose a larger patchSize.`,
    );
  }
  return problems;
}

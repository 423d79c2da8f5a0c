import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { StudentPlan, TeacherPlan } from '../../src-shared/training/training-plan';
import type { InputMeans } from '../../src-shared/training/weight-input';
import type { Layer } from './architectures/architecture';
import { architectureNamed } from './architectures/all-architectures';
import { Network } from './network';
import { meansOf, weightsMetadata } from './weights/input-metadata';
import { SafetensorsError, SafetensorsFile, writeSafetensors } from './weights/safetensors-file';

/** Layers of the network that a plan asks for, with 2T classes for T textures. */
export function layersOf(plan: TeacherPlan | StudentPlan, textures: number): readonly Layer[] {
  const definition = architectureNamed(plan.architecture);
  if (definition.role !== plan.kind) {
    throw new ExpectedFailure(
      'bad-input',
      `The architecture "${plan.architecture}" is for a ${definition.role}, not for a ${plan.kind}.`,
    );
  }
  return definition.layers({
    classes: 2 * textures,
    filters: plan.kind === 'student' ? plan.filters : null,
  });
}

/**
 * Writes the weights of networks that follow one another as one model, durably.
 *
 * @returns SHA-256 of the file
 */
export function writeModel(
  path: string,
  networks: readonly Network[],
  description: {
    readonly plan: TeacherPlan | StudentPlan;
    readonly textures: readonly string[];
    readonly trial: number;
    readonly iteration: number;
    /** What is subtracted from its input. */
    readonly means: InputMeans;
  },
): string {
  const tensors = networks.flatMap((network) =>
    [...network.parameters].map(([name, variable]) => ({
      name,
      shape: variable.shape,
      values: () => variable.values(),
    })),
  );
  return writeSafetensors(path, tensors, {
    format: 'ellipsight-model',
    version: '1',
    plan: JSON.stringify(description.plan),
    textures: JSON.stringify(description.textures),
    trial: String(description.trial),
    iteration: String(description.iteration),
    ...weightsMetadata(description.means),
  });
}

/**
 * Builds the network of a plan with the weights of a model file.
 *
 * @throws ExpectedFailure `bad-input` where the file is no model of that network
 */
export function readModel(
  path: string,
  plan: TeacherPlan | StudentPlan,
  textures: number,
): Network {
  return fromWeights(path, 'model', (file) => {
    const layers = layersOf(plan, textures);
    return new Network(layers, [plan.patchSize, plan.patchSize, 3], (name, shape) =>
      tensorFrom(file, name, shape),
    );
  });
}

/**
 * What is to be subtracted from the input of a model or of weights.
 *
 * @param what for the message, e.g. "model"
 * @throws ExpectedFailure `bad-input` where the file is none of them
 */
export function readMeans(path: string, what: string): InputMeans {
  return fromWeights(path, what, (file) => meansOf(file.metadata));
}

/** Runs `use` over an open weight file; what is wrong with the file becomes an expected failure. */
export function fromWeights<R>(path: string, what: string, use: (file: SafetensorsFile) => R): R {
  try {
    const file = SafetensorsFile.open(path);
    try {
      return use(file);
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof SafetensorsError) {
      throw new ExpectedFailure('bad-input', `The ${what} file cannot be used. ${error.message}`);
    }
    throw error;
  }
}

/**
 * One tensor of a weight file.
 *
 * @throws SafetensorsError where it is missing or of another shape
 */
export function tensorFrom(
  file: SafetensorsFile,
  name: string,
  shape: readonly number[],
): Float32Array {
  const tensor = file.read(name);
  if (tensor.shape.join() !== shape.join()) {
    throw new SafetensorsError(
      `The tensor "${name}" has shape ${tensor.shape.join('×')}, not ${shape.join('×')}.`,
    );
  }
  return tensor.values;
}

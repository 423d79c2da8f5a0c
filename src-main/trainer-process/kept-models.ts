import type { JobFile } from '../../src-shared/training/trainer-job';
import type { Checkpoint, CheckpointFolder } from './checkpoint';
import { valuesOf, type Tensor } from './kernels/tensorflow';
import type { Variable } from './kernels/variable';
import { SafetensorsFile, type TensorSource } from './weights/safetensors-file';

/**
 * Weights of earlier evaluations of a trial that may become its model. They stay in memory (without a copy until the
 * next update) and go to disk with the next checkpoint.
 */
export class KeptModels {
  private readonly inMemory = new Map<number, ReadonlyMap<string, Tensor>>();
  private readonly onDisk = new Map<number, JobFile>();

  constructor(
    private readonly parameters: ReadonlyMap<string, Variable>,
    private readonly folder: CheckpointFolder,
    resumed: Checkpoint | null,
  ) {
    for (const { iteration, file } of resumed?.models ?? []) {
      this.onDisk.set(iteration, file);
    }
  }

  /** Keeps the present weights as those of `iteration` where it is wanted, and forgets what is not. */
  keepOnly(wanted: readonly number[], iteration: number): void {
    if (wanted.includes(iteration) && !this.onDisk.has(iteration)) {
      this.inMemory.set(
        iteration,
        new Map([...this.parameters].map(([name, variable]) => [name, variable.read()])),
      );
    }
    for (const [kept, tensors] of this.inMemory) {
      if (!wanted.includes(kept)) {
        disposeAll(tensors);
        this.inMemory.delete(kept);
      }
    }
    for (const kept of this.onDisk.keys()) {
      if (!wanted.includes(kept)) {
        this.onDisk.delete(kept);
      }
    }
  }

  /** Writes what lies in memory only; the list is what a checkpoint names. */
  persist(): Checkpoint['models'] {
    for (const [iteration, tensors] of this.inMemory) {
      const sources = [...tensors].map(([name, tensor]): TensorSource => ({
        name,
        shape: tensor.shape,
        values: () => valuesOf(tensor),
      }));
      this.onDisk.set(iteration, this.folder.writeModel(iteration, sources));
      disposeAll(tensors);
    }
    this.inMemory.clear();
    return [...this.onDisk].map(([iteration, file]) => ({ iteration, file }));
  }

  /** Puts the weights of an iteration that was kept into the network. */
  restore(iteration: number): void {
    const tensors = this.inMemory.get(iteration);
    if (tensors !== undefined) {
      for (const [name, variable] of this.parameters) {
        const tensor = tensors.get(name);
        if (tensor === undefined) {
          throw new RangeError(`The weights of iteration ${iteration} lack ${name}.`);
        }
        variable.assign(valuesOf(tensor));
      }
      return;
    }
    const file = this.onDisk.get(iteration);
    if (file === undefined) {
      throw new RangeError(`The weights of iteration ${iteration} were not kept.`);
    }
    assignFromFile(this.folder.path(file), this.parameters);
  }

  dispose(): void {
    for (const tensors of this.inMemory.values()) {
      disposeAll(tensors);
    }
    this.inMemory.clear();
  }
}

/** Puts the tensors of a safetensors file into the variables of the same names. */
export function assignFromFile(path: string, variables: ReadonlyMap<string, Variable>): void {
  const file = SafetensorsFile.open(path);
  try {
    for (const [name, variable] of variables) {
      variable.assign(file.read(name).values);
    }
  } finally {
    file.close();
  }
}

function disposeAll(tensors: ReadonlyMap<string, Tensor>): void {
  for (const tensor of tensors.values()) {
    tensor.dispose();
  }
}

import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { assertNever } from '../../../src-shared/assert-never';
import { writeDurably } from '../durable-file';
import { onnxModel } from './onnx-model';
import { runtimeName } from './onnx-session';
import { savedModel } from './saved-model';
import { storedModel, type StoredModel } from './stored-model';

export interface WriteModelRequest {
  readonly model: StoredModel;
  readonly form: 'onnx' | 'saved-model';
  /** Of the program. */
  readonly version: string;
  /** What the file says about itself, where its form has a place for that. */
  readonly facts: Readonly<Record<string, string>>;
  /** The file to write. */
  readonly out: string;
}

export interface WrittenModel {
  readonly sha256: string;
  readonly bytes: number;
  readonly parameters: number;
  readonly means: readonly number[];
  /** What runs ONNX models on this computer. */
  readonly runtime: string;
}

/** Writes a trial's model as other programs read it, durably. */
export async function writeModel({
  model,
  form,
  version,
  facts,
  out,
}: WriteModelRequest): Promise<WrittenModel> {
  const network = await storedModel(model);
  const bytes = await (() => {
    switch (form) {
      case 'onnx':
        return onnxModel(network, facts, version);
      case 'saved-model':
        return savedModel(network);
      default:
        return assertNever(form);
    }
  })();
  await writeDurably(out, bytes, dirname(out));
  const parameters = network.layers
    .map((layer) => ('kernel' in layer ? layer.kernel.length + layer.bias.length : 0))
    .reduce((sum, count) => sum + count, 0);
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    parameters,
    means: network.means,
    runtime: await runtimeName(),
  };
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-node';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { TrainingPlan } from '../../../src-shared/training/training-plan';
import { onnxModel } from './onnx-model';
import { onnxFeatures, onnxInput, onnxOutput } from './onnx-names';
import { storedModel } from './stored-model';

/** An ONNX model of ours as one process runs it. */
export interface PatchModel {
  /** ONNX, or a trial's own weights where `weightsOf` says whose. */
  readonly file: string;
  /** The ONNX model is made of them in memory when it is first needed; nothing is written. */
  readonly weightsOf?: {
    readonly plan: TrainingPlan;
    /** T. */
    readonly textures: number;
  };
  /** What its bytes must hash to. */
  readonly sha256: string;
  readonly channels: 1 | 3;
  /** Pixels. */
  readonly patchSize: number;
  /** 2T. */
  readonly classes: number;
  /** Of a student's convolutions; null for teachers. */
  readonly filters: readonly number[] | null;
  /** Threads of one decision: 1 where several processes decide, the computer's where one image is all there is. */
  readonly threads: number;
}

/**
 * The runtime's fastest layout puts channels together by 8 or 16 and fills the rest with zeros, which makes narrow
 * networks slower: the student (4, 8, 16, 4, 4) took 15.0 ms of one core with it, and 10.9 without.
 */
const fewestBlockedFilters = 16;

const sessions = new Map<string, Promise<InferenceSession>>();

/** Models that a process keeps ready; the oldest goes. */
const keptSessions = 2;

/**
 * Logits of patches.
 *
 * @param patches bytes [count, channels, patch, patch]
 * @returns [count][2T]
 * @throws ExpectedFailure `missing-part` where the file is not the model it should be
 */
export async function patchLogits(
  model: PatchModel,
  patches: Uint8Array,
): Promise<readonly (readonly number[])[]> {
  const outputs = await run(model, patches, [onnxOutput]);
  return rows(model, outputs[onnxOutput], model.classes).map((row) => Array.from(row));
}

/**
 * Logits of patches, and what goes into the last layer for each.
 *
 * @param model with `weightsOf`: what leaves the program gives logits alone
 * @returns `features` [count][F]
 * @throws as {@link patchLogits}
 */
export async function patchFeatures(
  model: PatchModel,
  patches: Uint8Array,
): Promise<{
  readonly logits: readonly (readonly number[])[];
  readonly features: readonly Float32Array[];
}> {
  const outputs = await run(model, patches, [onnxOutput, onnxFeatures]);
  const features = outputs[onnxFeatures];
  return {
    logits: rows(model, outputs[onnxOutput], model.classes).map((row) => Array.from(row)),
    features: rows(model, features, features?.dims[1] ?? 0),
  };
}

type Outputs = InferenceSession.OnnxValueMapType;

async function run(
  model: PatchModel,
  patches: Uint8Array,
  wanted: readonly string[],
): Promise<Outputs> {
  const { channels, patchSize } = model;
  const session = await sessionOf(model);
  const { Tensor } = await import('onnxruntime-node');
  const count = patches.length / (channels * patchSize * patchSize);
  const input = new Tensor('uint8', patches, [count, channels, patchSize, patchSize]);
  return session.run({ [onnxInput]: input }, [...wanted]);
}

/** An output of so many numbers a patch, patch by patch. */
function rows(
  { file }: PatchModel,
  output: Outputs[string] | undefined,
  width: number,
): readonly Float32Array[] {
  if (output?.type !== 'float32' || output.dims.length !== 2 || output.dims[1] !== width) {
    throw damaged(file, `gives no ${width} numbers a patch`);
  }
  const values = output.data;
  if (!(values instanceof Float32Array)) throw damaged(file, 'gives no numbers');
  return Array.from({ length: values.length / width }, (_, patch) =>
    values.subarray(patch * width, (patch + 1) * width),
  );
}

function sessionOf(model: PatchModel): Promise<InferenceSession> {
  const key = `${model.sha256} ${model.threads} ${model.file}`;
  const known = sessions.get(key);
  if (known !== undefined) return known;
  const opening = openSession(model);
  sessions.set(key, opening);
  opening.catch(() => sessions.delete(key));
  const [oldest] = sessions.keys();
  if (sessions.size > keptSessions && oldest !== undefined) {
    const gone = sessions.get(oldest);
    sessions.delete(oldest);
    void gone?.then((session) => session.release());
  }
  return opening;
}

async function openSession(model: PatchModel): Promise<InferenceSession> {
  const { file, filters, threads } = model;
  const bytes = await onnxBytes(model);
  const narrow = filters !== null && Math.min(...filters) < fewestBlockedFilters;
  // Loaded when first needed: most decoders never decide anything.
  const { InferenceSession: sessionType } = await import('onnxruntime-node');
  try {
    return await sessionType.create(bytes, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: narrow ? 'extended' : 'all',
      logSeverityLevel: 3,
    });
  } catch (error) {
    throw damaged(file, `cannot be loaded (${error instanceof Error ? error.message : ''})`);
  }
}

async function onnxBytes({ file, sha256, channels, weightsOf }: PatchModel): Promise<Uint8Array> {
  if (weightsOf !== undefined) {
    return onnxModel(await storedModel({ file, sha256, channels, ...weightsOf }), {}, '', true);
  }
  const bytes = await readFile(file).catch((error: unknown) => {
    throw damaged(file, `cannot be read (${error instanceof Error ? error.message : ''})`);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw damaged(file, 'is not the file that was exported: its hash is another one');
  }
  return bytes;
}

function damaged(file: string, why: string): ExpectedFailure {
  return new ExpectedFailure('missing-part', `The model ${file} ${why}.`, 'Export it again.');
}

/** The runtime of this process, with its version. */
export async function runtimeName(): Promise<string> {
  const { env } = await import('onnxruntime-node');
  return `ONNX Runtime ${env.versions.common}`;
}

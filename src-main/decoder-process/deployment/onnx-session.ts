import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-node';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { onnxInput, onnxOutput } from './onnx-names';

/** An ONNX model of ours as one process runs it. */
export interface PatchModel {
  readonly file: string;
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
  const { channels, patchSize, classes } = model;
  const session = await sessionOf(model);
  const { Tensor } = await import('onnxruntime-node');
  const count = patches.length / (channels * patchSize * patchSize);
  const input = new Tensor('uint8', patches, [count, channels, patchSize, patchSize]);
  const outputs = await session.run({ [onnxInput]: input });
  const logits = outputs[onnxOutput];
  if (logits?.type !== 'float32' || logits.dims.join() !== `${count},${classes}`) {
    throw damaged(model.file, 'gives no logits of its classes');
  }
  const values = logits.data;
  if (!(values instanceof Float32Array)) throw damaged(model.file, 'gives no numbers');
  return Array.from({ length: count }, (_, patch) =>
    Array.from(values.subarray(patch * classes, (patch + 1) * classes)),
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

async function openSession({
  file,
  sha256,
  filters,
  threads,
}: PatchModel): Promise<InferenceSession> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw damaged(file, `cannot be read (${error instanceof Error ? error.message : ''})`);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw damaged(file, 'is not the file that was exported: its hash is another one');
  }
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

function damaged(file: string, why: string): ExpectedFailure {
  return new ExpectedFailure('missing-part', `The model ${file} ${why}.`, 'Export it again.');
}

/** The runtime of this process, with its version. */
export async function runtimeName(): Promise<string> {
  const { env } = await import('onnxruntime-node');
  return `ONNX Runtime ${env.versions.common}`;
}

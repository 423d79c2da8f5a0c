import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { patchGrid } from '../../../src-shared/dataset/patch-grid';
import { decideByRule, protocolRule } from '../../../src-shared/deployment/ruled-decision';
import { studentPreset, teacherPreset } from '../../../src-shared/training/presets';
import { imageNetMeans } from '../../../src-shared/training/weight-input';
import { heInitialisation } from '../../trainer-process/weights/initialise';
import { writeDurably } from '../durable-file';
import { cutPatches } from './cut-patches';
import { exportedNetwork } from './exported-network';
import { onnxModel } from './onnx-model';
import { patchLogits, type PatchModel } from './onnx-session';

export interface TimeDecisionsRequest {
  /** The model is written here. */
  readonly out: string;
  readonly threads: number;
  readonly repeats: number;
}

export interface TimedDecisions {
  readonly model: PatchModel;
  /** Milliseconds of each decision after the first five, which are not counted. */
  readonly times: readonly number[];
}

const textures = 6;
const size = 512;
const warmUp = 5;

/**
 * Times what a line waits for once an image is decoded: cutting the nine patches of 512 × 512 gray pixels, the published
 * student (4, 8, 16, 4, 4) with twelve classes on them as one batch, and the decision. Its numbers are random; none of
 * the time depends on them.
 */
export async function timeDecisions({
  out,
  threads,
  repeats,
}: TimeDecisionsRequest): Promise<TimedDecisions> {
  const teacher = teacherPreset('paper', 'transfer');
  const plan = studentPreset('paper', teacher, 'r0001-teacher', [4, 8, 16, 4, 4]);
  const { patchSize } = plan;
  const network = exportedNetwork(plan, textures, 1, imageNetMeans, (name, shape) => {
    const fanIn = shape.slice(0, -1).reduce((product, side) => product * side, 1);
    return heInitialisation(1, 0, name, shape, shape.length === 1 ? 0 : fanIn);
  });
  const bytes = await onnxModel(network, {}, '');
  await writeDurably(out, bytes, dirname(out));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const classes = 2 * textures;
  const { filters } = plan;
  const model: PatchModel = {
    ...{ file: out, sha256, channels: 1, patchSize, classes, filters, threads },
  };
  const pixels = Uint8Array.from({ length: size * size }, (_, at) => (at * 7919) % 251);
  const grid = patchGrid(size, size, patchSize) ?? [];
  const times: number[] = [];
  for (let turn = 0; turn < warmUp + repeats; turn += 1) {
    const start = performance.now();
    const patches = cutPatches(pixels, size, 1, patchSize, grid);
    decideByRule(await patchLogits(model, patches), protocolRule);
    if (turn >= warmUp) times.push(performance.now() - start);
  }
  return { model, times };
}

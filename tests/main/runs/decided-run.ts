import {
  insertRun,
  markEnded,
  markStarted,
  setDevice,
} from '../../../src-main/database/run-queries';
import {
  keepEvaluation,
  keepSteps,
  keepTrial,
} from '../../../src-main/database/run-result-queries';
import { writeSnapshot } from '../../../src-main/database/snapshot-queries';
import type { OpenProject } from '../../../src-main/services/project-service';
import { tinyTeacher } from './tiny-run';

const now = '2026-01-01T00:00:00.000Z';

/** Logits of one patch that is of the class, by far. */
export function patchOf(patchClass: number): readonly number[] {
  return [0, 1, 2, 3].map((index) => (index === patchClass ? 5 : 0));
}

export interface MadeImage {
  readonly name: string;
  /** 0 or 1. */
  readonly texture: number;
  readonly defective: boolean;
  /** Classes of its four patches, one list a trial. */
  readonly patches: readonly (readonly number[])[];
}

/**
 * Stores a finished run over images of 96 × 96 pixels, all on the test side of every trial, with logits that give these
 * patch classes.
 */
export async function storeDecidedRun(
  project: OpenProject,
  textures: readonly [string, string],
  images: readonly MadeImage[],
): Promise<string> {
  const { database } = project;
  const trials = images[0]?.patches.length ?? 0;
  const { seq, id } = insertRun(database, { plan: tinyTeacher({ trials }), teacherSeq: null, now });
  markStarted(database, seq, 'running', now);
  setDevice(database, seq, 'CPU, 2 threads, TensorFlow 2.21.0');
  await writeSnapshot(
    database,
    seq,
    {
      textures,
      images: images.map(({ name, texture, defective }, index) => ({
        imageId: index + 1,
        sha256: index.toString(16).padStart(64, '0'),
        name,
        width: 96,
        height: 96,
        channels: 1,
        texture,
        defective,
        ellipses: defective ? [{ x: 30, y: 40, a: 8, b: 5, angle: 0.5 }] : [],
      })),
      trials: Array.from({ length: trials }, (_entry, index) => ({
        trial: index + 1,
        sides: images.map(() => 'test' as const),
      })),
    },
    'f'.repeat(64),
  );
  for (let trial = 1; trial <= trials; trial += 1) {
    const test = images.map(({ patches }, image) => ({
      image,
      logits: (patches[trial - 1] ?? []).map(patchOf),
    }));
    keepTrial(
      database,
      seq,
      {
        formatVersion: 1,
        trial,
        iterations: 12,
        convergence: 8,
        modelIteration: 8,
        model: { file: `trial-${trial}/model.safetensors`, sha256: 'a'.repeat(64) },
        parameters: 1234,
        evaluations: [],
        validation: [],
        test,
      },
      null,
      now,
    );
    keepSteps(database, seq, [
      { trial, iteration: 1, loss: 1.5, learningRate: 0.001 },
      { trial, iteration: 12, loss: 0.25, learningRate: 0.001 },
    ]);
    keepEvaluation(database, seq, {
      trial,
      iteration: 12,
      side: 'validation',
      accuracy: 0.75,
      textures: [],
    });
  }
  markEnded(database, seq, 'done', null, now);
  return id;
}

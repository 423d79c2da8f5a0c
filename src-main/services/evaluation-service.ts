import { stringify } from 'csv-stringify/sync';
import { accuracy, textureRates } from '../../src-shared/evaluation/texture-rates';
import { evaluationSummary } from '../../src-shared/evaluation/trial-summary';
import type { Evaluation, TrialEvaluation } from '../../src-shared/ipc/run-views';
import { saidFailure } from '../../src-shared/sentences/english';
import { type StoredRun } from '../database/run-queries';
import { listLogits, listTrials } from '../database/run-result-queries';
import { snapshotImages, snapshotTextures, type SnapshotImage } from '../database/snapshot-queries';
import { decideImages, type DecidedSnapshotImage } from './decided-images';
import type { OpenProject } from './project-service';
import { countTestLook } from './test-look-service';
import { storedRun } from './stored-run';

/** A finished trial with the decision of every test image, in snapshot order. */
export interface DecidedTrial {
  readonly trial: number;
  readonly iterations: number;
  readonly convergence: number;
  readonly decided: readonly DecidedSnapshotImage[];
}

/** A run with what its finished trials decided on their test images. */
export interface DecidedRun {
  readonly run: StoredRun;
  readonly textures: readonly string[];
  readonly images: readonly SnapshotImage[];
  readonly trials: readonly DecidedTrial[];
}

/**
 * Counts a look at the test sides, and decides the test images of a run's finished trials anew from their stored logits, one trial after the other so that
 * main's loop is free in between.
 *
 * @throws ExpectedFailure `not-found` without such a run, `not-ready` without a finished trial.
 */
export async function decideRun(project: OpenProject, id: string): Promise<DecidedRun> {
  const { database } = project;
  const run = storedRun(database, id);
  const textures = snapshotTextures(database, run.seq);
  const images = snapshotImages(database, run.seq);
  const trials: DecidedTrial[] = [];
  for (const { trial, iterations, convergence } of listTrials(database, run.seq)) {
    const logits = listLogits(database, run.seq, trial, 'test', 2 * textures.length);
    trials.push({ trial, iterations, convergence, decided: decideImages(images, logits) });
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (trials.length === 0) {
    throw saidFailure('not-ready', 'noTrialYet', { run: id, state: run.state });
  }
  countTestLook(
    project,
    { id, splitSeed: run.plan.splitSeed },
    trials.map(({ trial }) => trial),
  );
  return { run, textures, images, trials };
}

/** Counts, rates and means over trials of what a run decided; the JSON of `evaluate`. */
export function evaluationOf({ run, textures, trials }: DecidedRun): Evaluation {
  const evaluated = trials.map(({ trial, iterations, convergence, decided }): TrialEvaluation => {
    const labels = decided.map(({ label }) => label);
    return {
      trial,
      splitSeed: run.plan.splitSeed,
      iterations,
      convergence,
      accuracy: accuracy(labels),
      textures: textureRates(textures, labels),
    };
  });
  return { run: run.id, kind: run.kind, trials: evaluated, summary: evaluationSummary(evaluated) };
}

const predictionColumns = [
  'trial',
  'image',
  'sha256',
  'texture',
  'defective',
  'predicted_texture',
  'predicted_defective',
  'defect_score',
  'patches',
];

/**
 * The predictions CSV (RFC 4180, UTF-8): a line a test image and trial, columns as in docs/file-formats.md. The score
 * has nine significant digits; `patches` are the class indices in grid order.
 */
export function predictionsCsv({ textures, trials }: DecidedRun): string {
  const rows = trials.flatMap(({ trial, decided }) =>
    decided.map(({ image, decision }) => [
      trial,
      image.name,
      image.sha256,
      textures[image.texture],
      image.defective ? 1 : 0,
      textures[decision.texture],
      decision.defective ? 1 : 0,
      decision.score.toPrecision(9),
      decision.patchClasses.join(' '),
    ]),
  );
  return stringify([predictionColumns, ...rows], { record_delimiter: 'windows' });
}

import { textureCertainty } from '../../src-shared/evaluation/rate-certainty';
import { keptScore, type LabelledScore } from '../../src-shared/evaluation/threshold';
import type { RatesView, ScoreColumns } from '../../src-shared/ipc/rates-views';
import type { StoredRun } from '../database/run-queries';
import { listLogits, listTrials } from '../database/run-result-queries';
import { snapshotImages, snapshotTextures } from '../database/snapshot-queries';
import { readThresholds } from '../database/threshold-queries';
import { decideImages } from './decided-images';
import { decideRun, evaluationOf, type DecidedRun } from './evaluation-service';
import type { OpenProject } from './project-service';
import type { TrialDecision } from './wrong-decisions';

/**
 * Everything that the rates of a run are counted from, both sides. Counts a look at the test sides.
 *
 * @throws ExpectedFailure `not-found` without such a run, `not-ready` without a finished trial.
 */
export async function ratesView(project: OpenProject, id: string): Promise<RatesView> {
  return ratesOf(project, await decideRun(project, id));
}

/** As {@link ratesView}, of a run that is decided already. */
export async function ratesOf(project: OpenProject, decided: DecidedRun): Promise<RatesView> {
  const { run, textures } = decided;
  const validation = await validationDecisions(project, run);
  return {
    run: run.id,
    textures,
    trials: decided.trials.length,
    test: scoreColumns(testDecisions(decided)),
    validation: validation.length === 0 ? null : scoreColumns(validation),
    certainty: evaluationOf(decided).summary.pooled.textures.map(textureCertainty),
    thresholds: readThresholds(project.database, run.seq),
  };
}

/** The decisions of all finished trials on their test images. */
export function testDecisions({ trials }: DecidedRun): readonly TrialDecision[] {
  return trials.flatMap(({ trial, decided }) => decided.map((image) => ({ trial, ...image })));
}

/**
 * The decisions of all finished trials on their validation images, from the stored logits; none where the plan keeps
 * none. No look at the test side.
 */
export async function validationDecisions(
  { database }: OpenProject,
  { seq }: StoredRun,
): Promise<readonly TrialDecision[]> {
  const images = snapshotImages(database, seq);
  const classes = 2 * snapshotTextures(database, seq).length;
  const decisions: TrialDecision[] = [];
  for (const { trial } of listTrials(database, seq)) {
    const logits = listLogits(database, seq, trial, 'validation', classes);
    for (const decided of decideImages(images, logits)) decisions.push({ trial, ...decided });
    // Main's loop is free between two trials.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return decisions;
}

/** The scores of decisions beside what the images are. */
export function labelledScores(decisions: readonly TrialDecision[]): readonly LabelledScore[] {
  return decisions.map(({ decision, label }) => ({
    score: keptScore(decision.score),
    defective: label.defective,
  }));
}

function scoreColumns(decisions: readonly TrialDecision[]): ScoreColumns {
  return {
    trials: decisions.map(({ trial }) => trial),
    textures: decisions.map(({ label }) => label.texture),
    defective: decisions.map(({ label }) => label.defective),
    predictedTextures: decisions.map(({ label }) => label.predictedTexture),
    predictedDefective: decisions.map(({ label }) => label.predictedDefective),
    scores: decisions.map(({ decision }) => keptScore(decision.score)),
  };
}

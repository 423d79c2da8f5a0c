import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { listLogits, listTrials, type StoredTrial } from '../database/run-result-queries';
import type { StoredRun } from '../database/run-queries';
import type { DecisionRule } from '../../src-shared/deployment/ruled-decision';
import { snapshotImages, snapshotTextures, type SnapshotImage } from '../database/snapshot-queries';
import { decisionRule } from '../database/threshold-queries';
import type { OpenProject } from '../services/project-service';
import { runChannels } from '../services/run-channels';
import { storedRun } from '../services/stored-run';

/** A test image of a trial with what the model said of it when it was trained. */
export interface TestImage extends SnapshotImage {
  /** [patches][2T] */
  readonly logits: readonly (readonly number[])[];
}

/** One trial's model of a run, with all that an export says of it. */
export interface ChosenTrial {
  readonly run: StoredRun;
  readonly trial: StoredTrial;
  readonly textures: readonly string[];
  readonly channels: 1 | 3;
  /** How the run decides in use. */
  readonly rule: DecisionRule;
  /** In snapshot order. */
  readonly test: readonly TestImage[];
}

/**
 * One trial of a run.
 *
 * @param trial 1-based
 * @throws ExpectedFailure `not-found` without such a run, `not-ready` where the trial is not finished
 */
export function chosenTrial(project: OpenProject, id: string, trial: number): ChosenTrial {
  const { database } = project;
  const run = storedRun(database, id);
  const stored = listTrials(database, run.seq).find((one) => one.trial === trial);
  if (stored === undefined) {
    throw new ExpectedFailure(
      'not-ready',
      `Trial ${trial} of run ${id} is not finished; it has ${run.trialsDone} of ${run.plan.trials}.`,
      'Wait until it is done, or choose another trial.',
    );
  }
  const textures = snapshotTextures(database, run.seq);
  const images = snapshotImages(database, run.seq);
  const test = listLogits(database, run.seq, trial, 'test', 2 * textures.length).map(
    ({ image, logits }): TestImage => {
      const snapshot = images[image];
      if (snapshot === undefined) throw new Error(`Image ${image} is not in the run's snapshot.`);
      return { ...snapshot, logits };
    },
  );
  const rule = decisionRule(database, run.seq);
  return { run, trial: stored, textures, channels: runChannels(database, run), rule, test };
}

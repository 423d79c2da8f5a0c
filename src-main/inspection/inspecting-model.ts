import { join } from 'node:path';
import type { DecisionRule } from '../../src-shared/deployment/ruled-decision';
import type { InspectChoice } from '../../src-shared/ipc/inspect-views';
import { findRun, type StoredRun } from '../database/run-queries';
import { listTrials, type StoredTrial } from '../database/run-result-queries';
import { snapshotTextures } from '../database/snapshot-queries';
import { decisionRule } from '../database/threshold-queries';
import type { PatchModel } from '../decoder-process/deployment/onnx-session';
import { bundleModel } from '../deployment/bundle-model';
import { spreadOf } from '../deployment/decided-files';
import { openBundle } from '../deployment/open-bundle';
import { chosenModel } from '../services/prediction-service';
import type { OpenProject } from '../services/project-service';
import { runChannels } from '../services/run-channels';
import { storedRun } from '../services/stored-run';

/** A trial of a run of the open project. */
export interface TrialOfRun {
  readonly run: StoredRun;
  readonly trial: StoredTrial;
}

/** What decides inspected images. */
export interface InspectingModel {
  readonly model: PatchModel;
  readonly imageScale: number;
  /** Decoder processes that it is worth. */
  readonly processes: number;
  /** In class order. */
  readonly textures: readonly string[];
  readonly rule: DecisionRule;
  readonly run: string;
  readonly trial: number;
  readonly kind: 'teacher' | 'student';
  /** The trial of this project whose weights it has; null for a bundle from elsewhere. */
  readonly origin: TrialOfRun | null;
}

/**
 * The model that somebody chose to inspect with.
 *
 * @throws ExpectedFailure `not-found` without such a run, `not-ready` where the trial is not finished, `bad-input` where
 *   the folder is no bundle
 */
export async function inspectingModel(
  project: OpenProject,
  choice: InspectChoice,
): Promise<InspectingModel> {
  if (choice.kind === 'run') {
    const run = storedRun(project.database, choice.run);
    return modelOfTrial(project, { run, trial: chosenModel(project, run, choice.trial) });
  }
  const bundle = await openBundle(choice.path);
  const { manifest } = bundle;
  const { processes, threads } = spreadOf(manifest.model.bytes, true);
  return {
    model: bundleModel(bundle, threads),
    imageScale: manifest.preprocessing.imageScale,
    processes,
    textures: manifest.textures,
    rule: manifest.decision.rule,
    run: manifest.run.id,
    trial: manifest.run.trial,
    kind: manifest.run.kind,
    origin: trialOfBundle(project, manifest.run),
  };
}

/** One trial of this project, decided with by its own weights; nothing is exported for it. */
export function modelOfTrial(project: OpenProject, origin: TrialOfRun): InspectingModel {
  const { run, trial } = origin;
  const { plan } = run;
  const textures = snapshotTextures(project.database, run.seq);
  const { processes, threads } = spreadOf(trial.parameters * Float32Array.BYTES_PER_ELEMENT, true);
  return {
    model: {
      file: join(project.folder, 'runs', run.id, trial.modelFile),
      sha256: trial.modelSha256,
      weightsOf: { plan, textures: textures.length },
      channels: runChannels(project.database, run),
      patchSize: plan.patchSize,
      classes: 2 * textures.length,
      filters: plan.kind === 'student' ? plan.filters : null,
      threads,
    },
    imageScale: plan.imageScale,
    processes,
    textures,
    rule: decisionRule(project.database, run.seq),
    run: run.id,
    trial: trial.trial,
    kind: run.kind,
    origin,
  };
}

/** The same run of another project may have the same name: the weights decide. */
function trialOfBundle(
  { database }: OpenProject,
  from: { readonly id: string; readonly trial: number; readonly weightsSha256: string },
): TrialOfRun | null {
  const run = findRun(database, from.id);
  if (run === null) return null;
  const trial = listTrials(database, run.seq).find(
    (one) => one.trial === from.trial && one.modelSha256 === from.weightsSha256,
  );
  return trial === undefined ? null : { run, trial };
}

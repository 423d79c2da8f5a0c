import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decideByRule, type DecisionRule } from '../../src-shared/deployment/ruled-decision';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { JobImage, PredictJob, PredictResult } from '../../src-shared/training/trainer-job';
import { saidFailure } from '../../src-shared/sentences/english';
import { findRun, listRuns, type StoredRun } from '../database/run-queries';
import { listTrials, type StoredTrial } from '../database/run-result-queries';
import { snapshotTextures } from '../database/snapshot-queries';
import { decisionRule } from '../database/threshold-queries';
import { inspectAll, type InspectedFile } from './inspected-files';
import { linkOrCopy } from './placed-file';
import { listImageFiles } from './image-files';
import type { OpenProject } from './project-service';
import { predictionOf, type Prediction } from './prediction';
import { runChannels } from './run-channels';
import { runTrainerJob, type TrainerParts } from './trainer-job-run';

export interface PredictionRequest {
  /** Null takes the newest run that is done. */
  readonly run: string | null;
  /** 1-based. */
  readonly trial: number;
  /** Files, and folders that are searched for images. */
  readonly images: readonly string[];
}

export interface PredictionHooks {
  /** Called once, before the first decision, with the id of the run and how it decides. */
  readonly onModel: (run: string, rule: DecisionRule) => void;
  /** Called for each image that was decided, in the order given. */
  readonly onPrediction: (prediction: Prediction) => void;
  /** Called for each file that could not be decided. */
  readonly onFailure: (failure: SkippedFile) => void;
}

/** Images decided by one trainer process: starting one takes seconds, and a pixel file holds all of its images. */
const batchImages = 500;

/**
 * Decides images with one trial's model of a run.
 *
 * @throws ExpectedFailure `not-found` without such a run or any image, `not-ready` where the trial is not finished.
 */
export async function predictImages(
  project: OpenProject,
  trainer: TrainerParts,
  request: PredictionRequest,
  hooks: PredictionHooks,
): Promise<void> {
  const run = chosenRun(project, request.run);
  const model = chosenModel(project, run, request.trial);
  const rule = decisionRule(project.database, run.seq);
  hooks.onModel(run.id, rule);
  const files = await listImageFiles(request.images, hooks.onFailure);
  for (let start = 0; start < files.length; start += batchImages) {
    const batch = await inspectAll(
      project.decoder,
      files.slice(start, start + batchImages),
      hooks.onFailure,
    );
    if (batch.length > 0) await predictBatch(project, trainer, { run, model, batch, rule }, hooks);
  }
}

function chosenRun(project: OpenProject, id: string | null): StoredRun {
  const run =
    id === null
      ? (listRuns(project.database).find(({ state }) => state === 'done') ?? null)
      : findRun(project.database, id);
  if (run !== null) return run;
  throw id === null
    ? saidFailure('not-ready', 'noRunDone')
    : new ExpectedFailure('not-found', `There is no run ${id} in this project.`);
}

/** @throws ExpectedFailure `not-ready` where the trial is not finished. */
export function chosenModel(project: OpenProject, run: StoredRun, trial: number): StoredTrial {
  const model = listTrials(project.database, run.seq).find((stored) => stored.trial === trial);
  if (model !== undefined) return model;
  throw new ExpectedFailure(
    'not-ready',
    `Trial ${trial} of run ${run.id} is not finished; it has ${run.trialsDone} of ${run.plan.trials}.`,
  );
}

interface Batch {
  readonly run: StoredRun;
  readonly model: StoredTrial;
  readonly batch: readonly InspectedFile[];
  readonly rule: DecisionRule;
}

async function predictBatch(
  project: OpenProject,
  trainer: TrainerParts,
  { run, model, batch, rule }: Batch,
  hooks: PredictionHooks,
): Promise<void> {
  const folder = await modelJobFolder(project, run);
  try {
    const { readable, pixels } = await writePixels(project, run, batch, folder, hooks);
    if (readable.length === 0) return;
    const textures = snapshotTextures(project.database, run.seq);
    await linkOrCopy(
      join(project.folder, 'runs', run.id, model.modelFile),
      join(folder, 'model.safetensors'),
    );
    const job: PredictJob = {
      kind: 'predict',
      formatVersion: 1,
      run: run.id,
      plan: run.plan,
      textures,
      ...pixels,
      model: { file: 'model.safetensors', sha256: model.modelSha256 },
    };
    await runTrainerJob(trainer, folder, job);
    // Written by our own trainer from the same type.
    const result = JSON.parse(
      await readFile(join(folder, 'predictions.json'), 'utf8'),
    ) as PredictResult;
    const logits = new Map(result.images.map((image) => [image.image, image.logits]));
    readable.forEach((file, index) => {
      const patches = logits.get(index);
      if (patches === undefined) {
        hooks.onFailure({
          file: file.given,
          reason: `it is smaller than the model's patch of ${run.plan.patchSize} pixels`,
        });
        return;
      }
      const decision = decideByRule(patches, rule);
      const { imageScale, patchSize } = run.plan;
      hooks.onPrediction(
        predictionOf(file.given, file, decision, rule, { textures, imageScale, patchSize }),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Beside the model, where a hard link to it costs nothing; in the system's place where the project is read-only. */
export async function modelJobFolder(project: OpenProject, run: StoredRun): Promise<string> {
  if (project.readOnly) return mkdtemp(join(tmpdir(), 'ellipsight-predict-'));
  const folder = join(project.folder, 'runs', run.id);
  await mkdir(folder, { recursive: true });
  return mkdtemp(join(folder, 'predict-'));
}

/** The pixels of all images that can be decoded; one bad file only costs another try without it. */
export async function writePixels(
  project: OpenProject,
  run: StoredRun,
  batch: readonly InspectedFile[],
  folder: string,
  hooks: Pick<PredictionHooks, 'onFailure'>,
): Promise<{
  readonly readable: readonly InspectedFile[];
  readonly pixels: Pick<PredictJob, 'images' | 'pixels'>;
}> {
  const channels = runChannels(project.database, run);
  const write = (files: readonly InspectedFile[], name: string) =>
    project.decoder.writePixels({
      images: files.map(({ file, sha256 }) => ({ file, sha256 })),
      imageScale: run.plan.imageScale,
      channels,
      out: join(folder, name),
    });
  let readable = batch;
  let written = await write(readable, 'pixels.raw').catch(onlyExpected);
  if (written === null) {
    const decodable: InspectedFile[] = [];
    for (const file of batch) {
      try {
        await write([file], 'single.raw');
        decodable.push(file);
      } catch (error) {
        if (!(error instanceof ExpectedFailure)) throw error;
        hooks.onFailure({ file: file.given, reason: error.message });
      }
    }
    readable = decodable;
    written = await write(readable, 'pixels.raw');
  }
  const { sha256, images: places } = written;
  const images = readable.map(({ sha256: hash, given }, index): JobImage => {
    const place = places[index];
    if (place === undefined) throw new Error(`The decoder left out ${given}.`);
    return { sha256: hash, name: given, texture: -1, defective: false, ellipses: [], ...place };
  });
  return { readable, pixels: { images, pixels: { file: 'pixels.raw', sha256, channels } } };
}

function onlyExpected(error: unknown): null {
  if (error instanceof ExpectedFailure) return null;
  throw error;
}

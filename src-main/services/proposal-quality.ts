import type { ModelChoice } from '../../src-shared/ipc/proposal-views';
import type { Ellipse } from '../../src-shared/labelling/ellipse';
import { intersectionOverUnion, rasterise } from '../../src-shared/labelling/ellipse-mask';
import type { ImageEvidence } from '../../src-shared/training/image-evidence';
import { imageByHash } from '../database/image-queries';
import { listLogits } from '../database/run-result-queries';
import { snapshotImages, type SnapshotImage } from '../database/snapshot-queries';
import { lookAtImages, lookingModel, type LookedAtImage } from './evidence-service';
import { progressSince } from './intake-loop';
import type { OpenProject } from './project-service';
import { lookedAt, proposalsInPixels, type ProposalHooks } from './proposal-service';
import type { TrainerParts } from './trainer-job-run';

/** How well a model's proposals meet the ellipses that were marked, on one side of its split. */
export interface ProposalQuality extends ModelChoice {
  readonly side: 'validation' | 'test';
  /** Images of the side, and those of them that the model decides defective. */
  readonly images: number;
  readonly defective: number;
  /** Marked ellipses. */
  readonly ellipses: number;
  /** Marked ellipses that a proposal meets with an IoU of at least 0.5. */
  readonly hits: number;
  /** Marked ellipses that a proposal touches: IoU of at least 0.1. */
  readonly touched: number;
  /** Mean over the marked ellipses of the IoU with the proposal that meets it best; 0 where none does. */
  readonly meanIou: number;
  readonly proposals: number;
  /** Proposals that touch no marked ellipse. */
  readonly stray: number;
}

/** What evidence and truth are of one image. */
export interface MeasuredImage {
  readonly evidence: ImageEvidence;
  readonly image: SnapshotImage;
}

/**
 * Compares a model's proposals with the ellipses frozen in its run, on the images of a side that it did not train on.
 * Stores nothing.
 *
 * @throws ExpectedFailure `not-found` and `not-ready` as {@link lookingModel}.
 */
export async function proposalQuality(
  project: OpenProject,
  trainer: TrainerParts,
  choice: ModelChoice,
  side: 'validation' | 'test',
  hooks: ProposalHooks,
): Promise<ProposalQuality> {
  const measured = await measuredImages(project, trainer, choice, side, hooks);
  const best: number[] = [];
  let [proposals, stray, defective] = [0, 0, 0];
  for (const { evidence, image } of measured) {
    if (evidence.defective) defective += 1;
    const found = proposalsInPixels(evidence, image).map(({ shape }) => shape);
    const overlaps = found.map((shape) =>
      image.ellipses.map((marked) => overlap(shape, marked, image)),
    );
    image.ellipses.forEach((_, at) => {
      best.push(Math.max(0, ...overlaps.map((row) => row[at] ?? 0)));
    });
    proposals += found.length;
    stray += overlaps.filter((row) => !row.some((iou) => iou >= 0.1)).length;
  }
  return {
    ...{ ...choice, side, images: measured.length, defective, ellipses: best.length },
    hits: best.filter((iou) => iou >= 0.5).length,
    touched: best.filter((iou) => iou >= 0.1).length,
    meanIou: best.length === 0 ? 0 : best.reduce((sum, iou) => sum + iou, 0) / best.length,
    ...{ proposals, stray },
  };
}

/** The images of a side that are in the project still, with what the model sees in them. */
export async function measuredImages(
  project: OpenProject,
  trainer: TrainerParts,
  choice: ModelChoice,
  side: 'validation' | 'test',
  { onProgress, signal }: ProposalHooks,
): Promise<readonly MeasuredImage[]> {
  const { database } = project;
  const model = lookingModel(project, choice);
  const frozen = snapshotImages(database, model.run.seq);
  const classes = 2 * model.textures.length;
  const images = new Map<LookedAtImage, SnapshotImage>();
  for (const { image } of listLogits(database, model.run.seq, choice.trial, side, classes)) {
    const snapshot = frozen[image];
    const id = snapshot === undefined ? null : (imageByHash(database, snapshot.sha256)?.id ?? null);
    const looked = id === null ? null : lookedAt(project, id);
    if (looked !== null && snapshot !== undefined) images.set(looked, snapshot);
  }
  const started = Date.now();
  const measured: MeasuredImage[] = [];
  await lookAtImages(project, trainer, model, [...images.keys()], {
    signal,
    onSkipped: () => undefined,
    onEvidence: (looked, evidence) => {
      const image = images.get(looked);
      if (image !== undefined) measured.push({ evidence, image });
      onProgress(progressSince(started, measured.length, images.size));
    },
  });
  return measured;
}

/** Intersection over union of the two rasters within the image. */
function overlap(
  one: Ellipse,
  other: Ellipse,
  { width, height }: { readonly width: number; readonly height: number },
): number {
  return intersectionOverUnion(rasterise([one], width, height), rasterise([other], width, height));
}

import { cpus } from 'node:os';
import { logitDifference, logitTolerance } from '../../src-shared/deployment/logit-agreement';
import { decideByRule, type DecisionRule } from '../../src-shared/deployment/ruled-decision';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { imageByHash } from '../database/image-queries';
import type { PatchModel } from '../decoder-process/deployment/onnx-session';
import { storedImagePath } from '../decoder-process/image-paths';
import { aheadInOrder } from '../services/ahead-in-order';
import { progressSince, type IntakeHooks } from '../services/intake-loop';
import { imagesFolder, type OpenProject } from '../services/project-service';
import type { ChosenTrial, TestImage } from './chosen-trial';

/** What ONNX Runtime said of all test images, beside what the trainer had said. */
export interface Verification {
  readonly images: number;
  readonly patches: number;
  /** Largest |Δz| / max(1, |z|). */
  readonly largestDifference: number;
  /** Test images that are no longer in the project. */
  readonly missing: number;
}

/** Images under way, for two decoder processes that each read ahead. */
export const imagesAhead = 8;

/**
 * Decides every test image of a trial by the exported model, from the stored image file on, and compares with what the
 * trainer had computed.
 *
 * @throws ExpectedFailure `bad-input` where a logit or a decision differs, or no test image is left: the export is
 *   refused. `cancelled` where it was stopped.
 */
export async function verifyOnnx(
  project: OpenProject,
  chosen: ChosenTrial,
  model: PatchModel,
  rule: DecisionRule,
  { onProgress, signal }: IntakeHooks,
): Promise<Verification> {
  const { imageScale } = chosen.run.plan;
  const started = Date.now();
  let patches = 0;
  let largestDifference = 0;
  let missing = 0;
  let done = 0;
  const results = aheadInOrder(listed(chosen.test), imagesAhead, async (image) => {
    const file = storedFile(project, image);
    if (file === null) return { image, found: null };
    const found = await project.decoder
      .call('decide', { model, imageScale, file })
      .catch((error: unknown) => refuseSpoilt(image, error));
    return { image, found };
  });
  for await (const { image, found } of results) {
    if (signal.cancelled) {
      throw new ExpectedFailure('cancelled', 'The export was stopped; nothing was written.');
    }
    done += 1;
    if (found === null || found.sha256 !== image.sha256) {
      missing += 1;
    } else {
      const difference = logitDifference(found.logits, image.logits);
      if (difference > logitTolerance) refuseLogits(image, difference);
      if (!sameDecision(found.logits, image.logits, rule)) refuseDecision(image);
      largestDifference = Math.max(largestDifference, difference);
      patches += found.logits.length;
    }
    onProgress(progressSince(started, done, chosen.test.length));
  }
  if (done === missing) {
    throw new ExpectedFailure(
      'bad-input',
      'None of the test images is in the project any more, so that the model cannot be verified; nothing was written.',
      'Import them again, or export as safetensors, which is a copy of the trained numbers.',
    );
  }
  return { images: done - missing, patches, largestDifference, missing };
}

/** Two processes of one thread each keep more of the computer busy than one of two. */
export const threadsOfMany = 1;

/** Threads for one image at a time. */
export function threadsOfOne(): number {
  return Math.max(1, cpus().length);
}

function storedFile(project: OpenProject, { sha256 }: TestImage): string | null {
  const image = imageByHash(project.database, sha256);
  return image === null ? null : storedImagePath(imagesFolder(project), sha256, image.format);
}

function sameDecision(
  found: TestImage['logits'],
  expected: TestImage['logits'],
  rule: DecisionRule,
): boolean {
  const one = decideByRule(found, rule);
  const other = decideByRule(expected, rule);
  return one.texture === other.texture && one.verdict === other.verdict;
}

async function* listed<T>(items: readonly T[]): AsyncGenerator<T, void, undefined> {
  for (const item of items) yield await Promise.resolve(item);
}

/** Decoding gives the reason alone. */
function refuseSpoilt({ name }: TestImage, error: unknown): never {
  if (error instanceof ExpectedFailure && error.failure.kind === 'bad-input') {
    throw new ExpectedFailure(
      'bad-input',
      `The test image ${name} ${error.message}, so that the model cannot be verified; nothing was written.`,
      'Run "verify", and import the image again.',
    );
  }
  throw error;
}

function refuseLogits({ name }: TestImage, difference: number): never {
  throw new ExpectedFailure(
    'bad-input',
    `The exported model is not what was trained: on ${name} its logits differ by ${difference.toExponential(1)}, more than ${logitTolerance}; nothing was written.`,
    'Please report this.',
  );
}

function refuseDecision({ name }: TestImage): never {
  throw new ExpectedFailure(
    'bad-input',
    `The exported model decides ${name} otherwise than the trained one did; nothing was written.`,
    'The image lies on the border of two decisions; choose another trial, or report this.',
  );
}

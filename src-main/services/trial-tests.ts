import { decideImage } from '../../src-shared/evaluation/image-decision';
import { textureRates, type TextureRates } from '../../src-shared/evaluation/texture-rates';
import type { StoredRun } from '../database/run-queries';
import { chosenTrial } from '../deployment/chosen-trial';
import { decidedImage, type DecidedSnapshotImage } from './decided-images';
import type { OpenProject } from './project-service';
import { countTestLook } from './test-look-service';

/** A test image with what one trial's model said of it. */
export interface TestedImage extends DecidedSnapshotImage {
  /** `[patches][2T]` */
  readonly logits: readonly (readonly number[])[];
}

/** One trial's model with all its test images, decided by the protocol's rule. */
export interface TrialTests {
  readonly run: StoredRun;
  readonly trial: number;
  readonly modelSha256: string;
  readonly textures: readonly string[];
  /** In snapshot order. */
  readonly images: readonly TestedImage[];
}

/**
 * Decides the test images of one trial anew from its stored logits, and counts a look at them.
 *
 * @param trial 1-based
 * @throws ExpectedFailure `not-found` without such a run, `not-ready` where the trial is not finished
 */
export async function trialTests(
  project: OpenProject,
  id: string,
  trial: number,
): Promise<TrialTests> {
  const { run, trial: stored, textures, test } = chosenTrial(project, id, trial);
  countTestLook(project, { id, splitSeed: run.plan.splitSeed }, [trial]);
  const images = test.map(({ logits, ...image }): TestedImage => ({
    ...decidedImage([image], 0, decideImage(logits)),
    logits,
  }));
  // Main's loop is free between two models.
  await new Promise((resolve) => setImmediate(resolve));
  return { run, trial, modelSha256: stored.modelSha256, textures, images };
}

/** Rates of the model on all its test images, or on these of them. */
export function testRates(
  { textures, images }: TrialTests,
  some: readonly TestedImage[] = images,
): readonly TextureRates[] {
  return textureRates(
    textures,
    some.map(({ label }) => label),
  );
}

/** The images that two trials both tested on. */
export interface CommonTests {
  /** The same image as either trial has it, labelled the same in both, in the first one's order. */
  readonly pairs: readonly (readonly [TestedImage, TestedImage])[];
  /** Test images of one alone. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Test images of both whose texture or verdict differs between the two snapshots. */
  readonly relabelled: number;
}

/** Pairs the test images of two trials by their bytes. */
export function commonTests(first: TrialTests, second: TrialTests): CommonTests {
  const others = new Map(second.images.map((one) => [one.image.sha256, one]));
  const pairs: (readonly [TestedImage, TestedImage])[] = [];
  let relabelled = 0;
  for (const one of first.images) {
    const other = others.get(one.image.sha256);
    if (other === undefined) continue;
    const sameTexture = first.textures[one.image.texture] === second.textures[other.image.texture];
    if (sameTexture && one.image.defective === other.image.defective) pairs.push([one, other]);
    else relabelled += 1;
  }
  const both = pairs.length + relabelled;
  return {
    pairs,
    onlyFirst: first.images.length - both,
    onlySecond: second.images.length - both,
    relabelled,
  };
}

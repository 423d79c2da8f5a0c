import { decideImage, type ImageDecision } from '../../src-shared/evaluation/image-decision';
import type { DecidedLabel } from '../../src-shared/evaluation/texture-rates';
import type { ImageLogits } from '../../src-shared/training/trainer-job';
import type { SnapshotImage } from '../database/snapshot-queries';

/** One image of a run's snapshot beside what a trial's model decided. */
export interface DecidedSnapshotImage {
  readonly image: SnapshotImage;
  readonly decision: ImageDecision;
  readonly label: DecidedLabel;
}

/** Decides every image that has logits, by the protocol's rule. */
export function decideImages(
  images: readonly SnapshotImage[],
  logits: readonly ImageLogits[],
): readonly DecidedSnapshotImage[] {
  return logits.map(({ image, logits: patchLogits }) =>
    decidedImage(images, image, decideImage(patchLogits)),
  );
}

/**
 * One image of a snapshot beside a decision on it.
 *
 * @param position of the image in the snapshot
 */
export function decidedImage(
  images: readonly SnapshotImage[],
  position: number,
  decision: ImageDecision,
): DecidedSnapshotImage {
  const image = images[position];
  if (image === undefined) throw new Error(`Image ${position} is not in the run's snapshot.`);
  return {
    image,
    decision,
    label: {
      texture: image.texture,
      defective: image.defective,
      predictedTexture: decision.texture,
      predictedDefective: decision.defective,
    },
  };
}

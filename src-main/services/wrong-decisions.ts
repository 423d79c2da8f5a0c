import { isCorrect, type DecidedLabel } from '../../src-shared/evaluation/texture-rates';
import type { ImageDecision } from '../../src-shared/evaluation/image-decision';
import type { DecidedImage } from '../../src-shared/ipc/run-views';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { SnapshotImage } from '../database/snapshot-queries';
import { imagePatches } from './decided-patches';

/** Wrong decisions that are shown at most. */
export const shownWrong = 200;

/** One image with what a network decided, in one trial. */
export interface TrialDecision {
  readonly trial: number;
  readonly image: SnapshotImage;
  readonly decision: ImageDecision;
  readonly label: DecidedLabel;
}

/** The wrong ones as the window shows them: escapes first, then overkills, then wrong textures; surest first. */
export function wrongDecisions(
  decisions: readonly TrialDecision[],
  plan: TrainingPlan,
  textures: readonly string[],
): readonly DecidedImage[] {
  return decisions
    .filter(({ label }) => !isCorrect(label))
    .map((wrong) => shownDecision(wrong, plan, textures))
    .sort((one, other) => wrongOrder(one) - wrongOrder(other) || other.score - one.score);
}

/** Escapes first, then overkills, then those with the right verdict and the wrong texture. */
function wrongOrder({ defective, predictedDefective }: DecidedImage): number {
  if (defective && !predictedDefective) return 0;
  return defective === predictedDefective ? 2 : 1;
}

/** A decision as the window shows it. */
export function shownDecision(
  { trial, image, decision }: TrialDecision,
  plan: TrainingPlan,
  textures: readonly string[],
): DecidedImage {
  return {
    trial,
    imageId: image.imageId,
    sha256: image.sha256,
    name: image.name,
    width: image.width,
    height: image.height,
    texture: textures[image.texture] ?? '',
    defective: image.defective,
    predictedTexture: textures[decision.texture] ?? '',
    predictedDefective: decision.defective,
    score: decision.score,
    ellipses: image.ellipses,
    patches: imagePatches(image, plan, decision.patchClasses),
  };
}

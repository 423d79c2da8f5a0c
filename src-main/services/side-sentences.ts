import type { Side } from '../../src-shared/dataset/label';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { Snapshot } from '../database/snapshot-queries';

/** Fewer defective images of a texture than this on a side are named. */
const fewest = { training: 5, validation: 1, test: 5 } as const;
/** Textures named of a list before "and N more". */
const texturesShown = 3;

const whatComesOfIt = {
  training: 'Few defective images with an ellipse to learn from',
  validation: 'No defective image to validate with',
  test: 'Few defective images to test with',
} as const;

const consequence = {
  training: 'defects that look different will escape',
  validation: 'early stop and thresholds will not see such defects',
  test: 'the TPR will say little',
} as const;

/**
 * Sentences on textures that have too few defective images on a side, the poorest trial counted. Textures that have
 * fewer than five in all are told of elsewhere.
 */
export function sideSentences(plan: TrainingPlan, snapshot: Snapshot): readonly string[] {
  const sides = [
    'training',
    ...(plan.validationShare > 0 ? ['validation' as const] : []),
    'test',
  ] as const;
  const whole = snapshot.textures.map((_, texture) => defectiveOf(snapshot, texture, null));
  return sides.flatMap((side) => {
    const poor = snapshot.textures.flatMap((name, texture) => {
      if ((whole[texture] ?? 0) < fewest.training) return [];
      const least = snapshot.trials.reduce(
        (fewestSoFar, { sides: placed }) =>
          Math.min(fewestSoFar, defectiveOf(snapshot, texture, { side, placed })),
        Infinity,
      );
      return least < fewest[side] ? [side === 'validation' ? name : `${name} ${least}`] : [];
    });
    if (poor.length === 0) return [];
    const shown = poor.slice(0, texturesShown).join(', ');
    const more = poor.length > texturesShown ? ` and ${poor.length - texturesShown} more` : '';
    return [`${whatComesOfIt[side]}: ${shown}${more}; ${consequence[side]}.`];
  });
}

/** Defective images of a texture on a side; on the training side those with an ellipse, which alone give patches. */
function defectiveOf(
  { images }: Snapshot,
  texture: number,
  where: { readonly side: Side; readonly placed: readonly Side[] } | null,
): number {
  return images.filter(
    (image, at) =>
      image.texture === texture &&
      image.defective &&
      (where === null || where.placed[at] === where.side) &&
      (image.ellipses.length > 0 || (where !== null && where.side !== 'training')),
  ).length;
}

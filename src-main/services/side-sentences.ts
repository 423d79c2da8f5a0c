import type { Side } from '../../src-shared/dataset/label';
import { someNames } from '../../src-shared/sentences/phrases';
import { said, type Said } from '../../src-shared/sentences/sentence';
import type { TrainingPlan } from '../../src-shared/training/training-plan';
import type { Snapshot } from '../database/snapshot-queries';

/** Fewer defective images of a texture than this on a side are named. */
const fewest = { training: 5, validation: 1, test: 5 } as const;

/**
 * Sentences on textures that have too few defective images on a side, the poorest trial counted. Textures that have
 * fewer than five in all are told of elsewhere.
 */
export function sideSentences(plan: TrainingPlan, snapshot: Snapshot): readonly Said[] {
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
    return poor.length === 0 ? [] : [said('planPoorSide', { side, names: someNames(poor) })];
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

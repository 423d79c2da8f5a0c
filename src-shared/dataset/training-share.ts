import { randomStream } from './random';

/** An image on the training side. */
export interface SharedImage {
  /** Names the image in the random stream: its SHA-256. */
  readonly key: string;
  /** What is stratified by. */
  readonly class: string | number;
}

/**
 * Which training images a smaller training set keeps (the size study, Fig. 8): of each class ⌊share·n + ½⌋ of its n
 * images, at least one. The order in which images leave follows from (split seed, trial, key) alone, so that a smaller
 * share is part of every larger one, and another image does not change the fate of the rest but for the quota.
 *
 * @param share 0 < share ≤ 1; 1 keeps all.
 * @returns parallel to `images`.
 */
export function keptInShare(
  images: readonly SharedImage[],
  share: number,
  { splitSeed, trial }: { readonly splitSeed: number; readonly trial: number },
): readonly boolean[] {
  const classes = new Map<string | number, { readonly index: number; readonly rank: number }[]>();
  images.forEach(({ key, class: name }, index) => {
    const rank = randomStream(splitSeed, 'training-share', trial, key).uniform();
    const members = classes.get(name);
    if (members === undefined) classes.set(name, [{ index, rank }]);
    else members.push({ index, rank });
  });
  const kept = images.map(() => false);
  for (const members of classes.values()) {
    const quota = Math.max(1, Math.round(share * members.length));
    members.sort((one, other) => one.rank - other.rank || one.index - other.index);
    for (const { index } of members.slice(0, quota)) kept[index] = true;
  }
  return kept;
}

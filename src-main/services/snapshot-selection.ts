import type { Candidate } from '../database/candidate-queries';
import type { SnapshotImage } from '../database/snapshot-queries';

/** Why an image takes no part in a run. */
export const leftOutReasons = ['unlabelled', 'unsure', 'disputed', 'too-small'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** What a run takes, and what it leaves out and why. */
export interface Selection {
  /** Textures with at least one image taken, in the order given; it makes class indices. */
  readonly textures: readonly string[];
  /** Ordered by hash, so that the order of import does not matter. */
  readonly images: readonly SnapshotImage[];
  /** Names of the images left out. */
  readonly leftOut: Readonly<Record<LeftOutReason, readonly string[]>>;
  /** Defective images without an ellipse: tested, but no patch is cut from them. */
  readonly withoutEllipses: readonly string[];
  /** Textures without an image taken. */
  readonly emptyTextures: readonly string[];
}

/** Null where the image takes part. */
function leftOutReason(
  image: Candidate,
  plan: { readonly imageScale: number; readonly patchSize: number },
): LeftOutReason | null {
  if (image.verdict === 'unlabelled') return 'unlabelled';
  if (image.verdict === 'unsure') return 'unsure';
  if (image.review === 'disputed') return 'disputed';
  const shorter = Math.min(image.width, image.height);
  return Math.round(shorter * plan.imageScale) < plan.patchSize ? 'too-small' : null;
}

/**
 * Chooses the images of a run (design.md, Labels): ok and defective ones, not disputed, at least as large as a patch
 * once scaled.
 *
 * @param textures All textures of the project in order.
 */
export function selectImages(
  textures: readonly string[],
  candidates: readonly Candidate[],
  plan: { readonly imageScale: number; readonly patchSize: number },
): Selection {
  const leftOut: Record<LeftOutReason, string[]> = {
    unlabelled: [],
    unsure: [],
    disputed: [],
    'too-small': [],
  };
  const taken: Candidate[] = [];
  for (const candidate of candidates) {
    const reason = leftOutReason(candidate, plan);
    if (reason === null) taken.push(candidate);
    else leftOut[reason].push(candidate.name);
  }
  taken.sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
  const present = new Set(taken.map((image) => image.texture));
  const usedTextures = textures.filter((name) => present.has(name));
  return {
    textures: usedTextures,
    images: taken.map((image) => ({
      imageId: image.imageId,
      sha256: image.sha256,
      name: image.name,
      width: image.width,
      height: image.height,
      channels: image.channels,
      texture: usedTextures.indexOf(image.texture),
      defective: image.verdict === 'defective',
      ellipses: image.verdict === 'defective' ? image.ellipses : [],
    })),
    leftOut,
    withoutEllipses: taken
      .filter((image) => image.verdict === 'defective' && image.ellipses.length === 0)
      .map((image) => image.name),
    emptyTextures: textures.filter((name) => !present.has(name)),
  };
}

import type { DecidedImage } from '../../src-shared/ipc/run-views';

/** How a decision is wrong; `texture`: the verdict is right, the texture is not. */
export type WrongKind = 'escape' | 'overkill' | 'texture';

/** Names the mistake of a wrong decision. */
export function wrongKind(
  image: Pick<DecidedImage, 'defective' | 'predictedDefective'>,
): WrongKind {
  if (image.defective === image.predictedDefective) return 'texture';
  return image.defective ? 'escape' : 'overkill';
}

/** As {@link wrongKind}, of a decision that may be right too. */
export function decisionKind(
  image: Pick<DecidedImage, 'defective' | 'predictedDefective' | 'texture' | 'predictedTexture'>,
): WrongKind | 'right' {
  const isRight =
    image.defective === image.predictedDefective && image.texture === image.predictedTexture;
  return isRight ? 'right' : wrongKind(image);
}

/** An image's label beside what a model decided, textures by name: models may order them differently. */
export interface NamedDecision {
  readonly texture: string;
  readonly defective: boolean;
  readonly predictedTexture: string;
  readonly predictedDefective: boolean;
}

/** How the decision on an image changes from one model to another, as a supervisor names it; worst first. */
export const decisionChanges = [
  /** A defect that the first found and the second lets through. */
  'newly-missed',
  /** A good part that the second rejects and the first did not. */
  'new-alarm',
  /** The verdict is as right as before; the texture was right and no longer is. */
  'texture-lost',
  /** A defect that the second finds and the first let through. */
  'newly-caught',
  /** A good part that the first rejected and the second does not. */
  'alarm-gone',
  /** The verdict is as right as before; the texture was wrong and is right now. */
  'texture-found',
] as const;
export type DecisionChange = (typeof decisionChanges)[number];

/** What changes on one image; null where verdict and texture are as right as they were. */
export function decisionChange(before: NamedDecision, after: NamedDecision): DecisionChange | null {
  const { defective } = before;
  const wasRight = before.predictedDefective === defective;
  const isRight = after.predictedDefective === defective;
  if (wasRight && !isRight) return defective ? 'newly-missed' : 'new-alarm';
  if (!wasRight && isRight) return defective ? 'newly-caught' : 'alarm-gone';
  const knewTexture = before.predictedTexture === before.texture;
  const knowsTexture = after.predictedTexture === after.texture;
  if (knewTexture === knowsTexture) return null;
  return knewTexture ? 'texture-lost' : 'texture-found';
}

/** Whether two models give an image the same verdict and texture. */
export function decideAlike(one: NamedDecision, other: NamedDecision): boolean {
  return (
    one.predictedDefective === other.predictedDefective &&
    one.predictedTexture === other.predictedTexture
  );
}

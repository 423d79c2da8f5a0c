import type { DecidedLabel } from './texture-rates';

/** Class index of a texture and a verdict (protocol.md, Data). */
export function classIndex(texture: number, defective: boolean): number {
  return 2 * texture + (defective ? 1 : 0);
}

/**
 * How often each of the 2T classes was decided as which.
 *
 * @param textures T, ≥ 1.
 * @returns `[labelled class][decided class]`, counts.
 * @throws RangeError for a texture that is none of them.
 */
export function confusionMatrix(
  textures: number,
  decisions: readonly DecidedLabel[],
): readonly (readonly number[])[] {
  const matrix = Array.from({ length: 2 * textures }, () =>
    new Array<number>(2 * textures).fill(0),
  );
  for (const decided of decisions) {
    const labelled = classIndex(decided.texture, decided.defective);
    const predicted = classIndex(decided.predictedTexture, decided.predictedDefective);
    const row = matrix[labelled];
    const count = row?.[predicted];
    if (row === undefined || count === undefined) {
      throw new RangeError(
        `There are no classes ${labelled} and ${predicted} of ${textures} textures.`,
      );
    }
    row[predicted] = count + 1;
  }
  return matrix;
}

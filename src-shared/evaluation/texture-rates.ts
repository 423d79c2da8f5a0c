/**
 * Counts and rates of one texture. Correct means texture *and* verdict (protocol.md, Decision for one image).
 * An empty denominator gives null, never 0 or 1.
 */
export interface TextureRates {
  readonly texture: string;
  /** Defective images decided right (texture and verdict). */
  readonly tp: number;
  /** Defective images decided wrong. */
  readonly fn: number;
  /** Non-defective images decided right. */
  readonly tn: number;
  /** Non-defective images decided wrong. */
  readonly fp: number;
  readonly tpr: number | null;
  readonly tnr: number | null;
  /** Defective images decided non-defective, whatever the texture. */
  readonly escapes: number;
  /** Non-defective images decided defective, whatever the texture. */
  readonly overkills: number;
}

/** One image's label beside what was decided; textures are indices. */
export interface DecidedLabel {
  readonly texture: number;
  readonly defective: boolean;
  readonly predictedTexture: number;
  readonly predictedDefective: boolean;
}

/** Whether texture *and* verdict are right. */
export function isCorrect(decided: DecidedLabel): boolean {
  return (
    decided.texture === decided.predictedTexture && decided.defective === decided.predictedDefective
  );
}

/** Share of images whose 2T-class decision is right; null without images. */
export function accuracy(decisions: readonly DecidedLabel[]): number | null {
  return share(decisions.filter(isCorrect).length, decisions.length);
}

/**
 * Counts and rates of each texture.
 *
 * @param textures names in the order of the indices.
 * @returns one entry a texture, in that order, also for textures without images.
 */
export function textureRates(
  textures: readonly string[],
  decisions: readonly DecidedLabel[],
): TextureRates[] {
  return textures.map((name, index) => {
    const own = decisions.filter((decided) => decided.texture === index);
    const defective = own.filter((decided) => decided.defective);
    const sound = own.filter((decided) => !decided.defective);
    const tp = defective.filter(isCorrect).length;
    const tn = sound.filter(isCorrect).length;
    return {
      texture: name,
      tp,
      fn: defective.length - tp,
      tn,
      fp: sound.length - tn,
      tpr: share(tp, defective.length),
      tnr: share(tn, sound.length),
      escapes: defective.filter((decided) => !decided.predictedDefective).length,
      overkills: sound.filter((decided) => decided.predictedDefective).length,
    };
  });
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

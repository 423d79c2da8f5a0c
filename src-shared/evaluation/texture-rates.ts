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

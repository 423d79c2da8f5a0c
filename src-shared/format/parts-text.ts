/** Parts of 10,000 as they are read: whole from ten on, else with one decimal. */
export function roundedParts(parts: number): number {
  return parts >= 10 ? Math.round(parts) : Number(parts.toFixed(1));
}

/** A score as thresholds are shown: enough digits to tell it from 0 and 1. */
export function scoreText(score: number): string {
  if (score === 0 || score === 1) return String(score);
  if (score > 0.999) return `1 − ${Number((1 - score).toPrecision(2))}`;
  return String(Number(score.toPrecision(3)));
}

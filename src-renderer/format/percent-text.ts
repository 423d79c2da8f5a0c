import type { MeanAndError } from '../../src-shared/evaluation/trial-figures';

const missing = '–';

/** A rate (0–1) in percent with one decimal; a dash where there is none. Only an exact 1 reads 100 %. */
export function percentText(rate: number | null): string {
  return rate === null ? missing : `${percentNumber(rate)} %`;
}

/** Mean ± standard error in percent; the error is left out where it does not exist (one trial). */
export function percentWithError({ mean, standardError }: MeanAndError): string {
  if (mean === null) return missing;
  if (standardError === null) return percentText(mean);
  return `${percentNumber(mean)} ± ${(100 * standardError).toFixed(1)} %`;
}

function percentNumber(rate: number): string {
  if (rate === 1) return '100';
  if (rate === 0) return '0';
  // 0.9996 must not read as 100.0: a missed part in 2,500 is not none.
  return Math.min(99.9, Math.max(0.1, 100 * rate)).toFixed(1);
}

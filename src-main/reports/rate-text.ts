import type { MeanAndError } from '../../src-shared/ipc/views';

/** "99.5 %"; "–" where there is nothing to divide by. */
export function percentText(share: number | null, digits = 1): string {
  return share === null ? '–' : `${(share * 100).toFixed(digits)} %`;
}

/** "99.5 ± 0.2 %"; without the error where there is one trial. */
export function meanText({ mean, standardError }: MeanAndError, digits = 1): string {
  if (mean === null || standardError === null) return percentText(mean, digits);
  return `${(mean * 100).toFixed(digits)} ± ${(standardError * 100).toFixed(digits)} %`;
}

/** "1 image", "12 images". */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

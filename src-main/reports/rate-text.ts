import type { RateInterval } from '../../src-shared/evaluation/rate-interval';
import type { MeanAndError } from '../../src-shared/evaluation/trial-figures';

export { countOf as countText } from '../../src-shared/sentences/phrases';

/** "99.5 %"; "–" where there is nothing to divide by. */
export function percentText(share: number | null, digits = 1): string {
  return share === null ? '–' : `${(share * 100).toFixed(digits)} %`;
}

/** "99.5 ± 0.2 %"; without the error where there is one trial. */
export function meanText({ mean, standardError }: MeanAndError, digits = 1): string {
  if (mean === null || standardError === null) return percentText(mean, digits);
  return `${(mean * 100).toFixed(digits)} ± ${(standardError * 100).toFixed(digits)} %`;
}

/** "2,242 ± 95": SGD iterations, whole; without the error where there is one trial. */
export function iterationsText({ mean, standardError }: MeanAndError): string {
  if (mean === null) return '–';
  const whole = (value: number): string => Math.round(value).toLocaleString('en');
  return standardError === null ? whole(mean) : `${whole(mean)} ± ${whole(standardError)}`;
}

/** "88.4 … 99.9 %": both ends of an interval of shares; "–" where there is none. */
export function intervalText(interval: RateInterval | null, digits = 1): string {
  if (interval === null) return '–';
  const [lower, upper] = [interval.lower, interval.upper].map((end) => (100 * end).toFixed(digits));
  return `${lower} … ${upper} %`;
}
